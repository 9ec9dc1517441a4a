import { t } from "@lingui/core/macro";
import type { PastState } from "./list-search";

/** What became of an invitation, in a word. */
export function pastStateName(state: PastState): string {
  switch (state) {
    case "accepted":
      return t`Accepted`;
    case "declined":
      return t`Declined`;
    case "revoked":
      return t`Revoked`;
    case "expired":
      return t`Expired`;
  }
}
