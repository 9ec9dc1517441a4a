import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { KeptCheck } from "@/app/kept-check";
import type { Keeping } from "@/app/use-keeping";
import { FormParts } from "@/design/form-parts";
import { Notice } from "@/design/surface";
import { ExactField } from "./exact-field";

/** The signing secret of an endpoint, this once. Missing where the answer that held it was lost. */
export function MadeSecret({ secret, keeping }: { secret: string | undefined; keeping: Keeping }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  if (secret === undefined) {
    return (
      <Notice tone="warning">
        {t`It is done, but the answer that showed the secret was lost on its way, and it is shown only once. Rotate the secret to get another one.`}
      </Notice>
    );
  }
  return (
    <FormParts>
      <Notice tone="warning">
        {t`Copy it now: it is shown this once. Your receiver needs it to know that a message is from here.`}
      </Notice>
      <ExactField
        label={t`Signing secret`}
        value={secret}
        copyLabel={t`Copy the signing secret`}
        copied={t`The signing secret is copied.`}
        input={input}
      />
      <KeptCheck
        keeping={keeping}
        label={t`I have stored it`}
        missed={t`Store it first, then say so here.`}
        leaving={{
          title: t`Leave without the secret?`,
          action: t`Leave`,
          words: t`It is not shown again. Without it your receiver cannot check messages until you rotate the secret.`,
        }}
      />
    </FormParts>
  );
}
