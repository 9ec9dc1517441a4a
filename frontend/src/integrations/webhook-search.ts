import type { SearchSchemaInput } from "@tanstack/react-router";
import type { DeliveryState } from "@/api/types";

/** What of an endpoint's log is shown; all of it is in the address. */
export type WebhookSearch = { state: DeliveryState | ""; delivery: string };

export const WEBHOOK_DEFAULTS: WebhookSearch = { state: "", delivery: "" };

const STATES: DeliveryState[] = ["pending", "retrying", "delivered", "failed"];

/** Reads the address; what makes no sense becomes the default. */
export function readWebhookSearch({ state, delivery }: Partial<WebhookSearch> & SearchSchemaInput): WebhookSearch {
  return {
    state: STATES.find((known) => known === state) ?? "",
    delivery: typeof delivery === "string" && /^\w+$/.test(delivery) ? delivery : "",
  };
}
