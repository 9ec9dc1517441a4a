import { t } from "@lingui/core/macro";
import type { MemberState } from "@/api/types";

/** A member's state in words. */
export function memberStateWords(state: MemberState): string {
  switch (state) {
    case "active":
      return t`Active`;
    case "pending_approval":
      return t`Waiting for approval`;
    case "suspended":
      return t`Suspended`;
  }
}
