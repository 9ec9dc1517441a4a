import { t } from "@lingui/core/macro";
import type { MemberState, SessionOrganization } from "@/api/types";

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

/** Through whom somebody comes to an organization who has no place of their own there; empty for who has. */
export function viaWords({ via }: SessionOrganization): string {
  return via ? t`via ${via.name}` : "";
}
