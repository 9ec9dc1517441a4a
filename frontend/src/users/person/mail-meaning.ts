import { t } from "@lingui/core/macro";
import type { MailState } from "@/api/types";

/** What an e-mail's state means for who waits for an answer; of those that went wrong the page's first notice tells. */
export function mailMeaning(state: MailState): string | undefined {
  switch (state) {
    case "queued":
      return t`It waits its turn and goes out by itself.`;
    case "sent":
      return t`It is on its way; whether it arrived is not known yet.`;
    case "delivered":
      return t`It arrived. If it is not found, it may be among the spam.`;
    case "none":
      return t`The link is passed on by hand. “Resend invitation” sends it by e-mail.`;
    default:
      return undefined;
  }
}
