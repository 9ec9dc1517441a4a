import { t } from "@lingui/core/macro";
import type { ReceivedMessage } from "@/api/types";

type Tone = "good" | "warning" | "danger" | "muted" | "off";

/** What became of a message, as a word with the tone of its dot. */
export function outcomeWords(outcome: ReceivedMessage["outcome"]): { words: string; tone: Tone } {
  switch (outcome) {
    case "invited":
      return { words: t`Invited`, tone: "good" };
    case "updated":
      return { words: t`Updated`, tone: "good" };
    case "suspended":
      return { words: t`Suspended`, tone: "good" };
    case "reactivated":
      return { words: t`Reactivated`, tone: "good" };
    case "removed":
      return { words: t`Removed`, tone: "good" };
    case "revoked":
      return { words: t`Invitation revoked`, tone: "good" };
    case "already_invited":
      return { words: t`Already invited`, tone: "muted" };
    case "already_member":
      return { words: t`Already a member`, tone: "muted" };
    case "unchanged":
      return { words: t`Nothing to change`, tone: "muted" };
    case "superseded":
      return { words: t`Came too late`, tone: "warning" };
    case "domain_not_allowed":
      return { words: t`Domain not allowed`, tone: "danger" };
    case "over_limit":
      return { words: t`Over the limit`, tone: "danger" };
    case "invalid":
      return { words: t`Not valid`, tone: "danger" };
    case "refused":
      return { words: t`Refused`, tone: "danger" };
    default:
      return { words: outcome, tone: "off" };
  }
}

/** What the message asked for. */
export function messageTypeWords(type: string | undefined): string {
  switch (type) {
    case "user.invite":
      return t`Invite`;
    case "user.update":
      return t`Update`;
    case "user.remove":
      return t`Remove`;
    case undefined:
      return t`Not readable`;
    default:
      return type;
  }
}
