import { t } from "@lingui/core/macro";
import type { Webhook } from "@/api/types";
import { useCheckedForm } from "./use-checked-form";
import type { WebhookForm } from "./webhooks";

type Values = { url: string; description: string; some: boolean; types: string[] };

const MOST_CHARACTERS = 200;

/** What the form of an endpoint holds, and what is wrong with it once saving it was tried. */
export function useWebhookForm(webhook?: Webhook) {
  const begin: Values = {
    url: webhook?.url ?? "",
    description: webhook?.description ?? "",
    some: (webhook?.types.length ?? 0) > 0,
    types: webhook?.types ?? [],
  };
  return useCheckedForm(begin, problemsOf, bodyOf);
}

function problemsOf({ url, description, some, types }: Values): { url?: string; description?: string; types?: string } {
  return {
    ...(!isAddress(url) && { url: t`Enter a whole address that begins with https://.` }),
    ...(description.trim().length > MOST_CHARACTERS && {
      description: t`A description has at most ${MOST_CHARACTERS} characters.`,
    }),
    ...(some && types.length === 0 && { types: t`Choose at least one kind of event.` }),
  };
}

/** What the server says of an address goes further: here only what is plainly none. */
function isAddress(text: string): boolean {
  try {
    return ["https:", "http:"].includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}

function bodyOf({ url, description, some, types }: Values): WebhookForm {
  return { url: url.trim(), description: description.trim(), types: some ? types : [] };
}
