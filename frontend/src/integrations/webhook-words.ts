import { plural, t } from "@lingui/core/macro";
import type { Delivery, DeliveryState, Webhook } from "@/api/types";
import { typeName } from "@/audit/event-types";

type Tone = "good" | "warning" | "danger" | "muted" | "off";

/** The states of a delivery, in the order of their life. */
export const DELIVERY_STATES: DeliveryState[] = ["pending", "retrying", "delivered", "failed"];

/** Where a delivery stands, as a word with the tone of its dot. */
export function deliveryState(state: DeliveryState): { words: string; tone: Tone } {
  switch (state) {
    case "pending":
      return { words: t`On its way`, tone: "muted" };
    case "retrying":
      return { words: t`Trying again`, tone: "warning" };
    case "delivered":
      return { words: t`Delivered`, tone: "good" };
    case "failed":
      return { words: t`Failed`, tone: "danger" };
  }
}

/** Whether an endpoint is called, and if not, why. */
export function webhookState({ state, disabled_reason }: Webhook): { words: string; tone: Tone } {
  if (state === "enabled") return { words: t`Enabled`, tone: "good" };
  return { words: t`Disabled`, tone: disabled_reason === "by_hand" ? "off" : "danger" };
}

/** What to know about an endpoint that was disabled by itself. */
export function disabledWords({ disabled_reason }: Webhook): string | undefined {
  switch (disabled_reason) {
    case "gone":
      return t`Its receiver answered that it wants no more messages (410). Enable it when it does again.`;
    case "failing":
      return t`Nothing reached it for five days. Enable it when the receiver works again, then replay what failed.`;
    default:
      return undefined;
  }
}

/** Of what an endpoint is told, in short. */
export function typesWords(types: string[]): string {
  if (types.length === 0) return t`All events`;
  const [only] = types;
  if (types.length === 1 && only) return eventName(only);
  return plural(types.length, { one: "# kind of event", other: "# kinds of event" });
}

/** A type of event in words. */
export function eventName(type: string): string {
  return type === "webhook.test" ? t`Test event` : (typeName(type) ?? type);
}

/** How one call ended: the status, or why there is none. */
export function attemptWords({ status, outcome }: Delivery["attempts"][number]): string {
  switch (outcome) {
    case "gone":
      return t`Status 410: wants no more messages`;
    case "redirected":
      return t`Status ${status ?? ""}: redirects are not followed`;
    case "timed_out":
      return t`No answer in time`;
    case "unreachable":
      return t`Not reachable`;
    case "untrusted":
      return t`Its certificate is not valid`;
    case "forbidden_address":
      return t`Leads into a private network`;
    case "endpoint_disabled":
      return t`Not called: the endpoint is disabled`;
    case "endpoint_deleted":
      return t`Not called: the endpoint is deleted`;
    case "given_up":
      return t`Given up: it could not be called in time`;
    default:
      return status ? t`Status ${status}` : outcome;
  }
}
