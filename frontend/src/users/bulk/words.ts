import { plural, t } from "@lingui/core/macro";
import { problemWords } from "@/api/problems";
import type { Person } from "../person";
import type { BulkAction, LeftOut } from "./bulk-rights";
import type { Failure, Item } from "./run";

/** The words of a button of the bar. */
export function bulkName(action: BulkAction): string {
  switch (action) {
    case "resend":
      return t`Resend`;
    case "revoke":
      return t`Revoke…`;
    case "approve":
      return t`Approve`;
    case "reject":
      return t`Reject…`;
    case "suspend":
      return t`Suspend…`;
    case "reactivate":
      return t`Reactivate`;
    case "remove":
      return t`Remove…`;
  }
}

/** The action with its number, for titles and buttons: "Revoke 120 invitations". */
export function bulkTitle(action: BulkAction, count: number): string {
  switch (action) {
    case "resend":
      return plural(count, { one: "Resend # invitation", other: "Resend # invitations" });
    case "revoke":
      return plural(count, { one: "Revoke # invitation", other: "Revoke # invitations" });
    case "approve":
      return plural(count, { one: "Approve # person", other: "Approve # people" });
    case "reject":
      return plural(count, { one: "Reject # person", other: "Reject # people" });
    case "suspend":
      return plural(count, { one: "Suspend # person", other: "Suspend # people" });
    case "reactivate":
      return plural(count, { one: "Reactivate # person", other: "Reactivate # people" });
    case "remove":
      return plural(count, { one: "Remove # user", other: "Remove # users" });
  }
}

/** What is being done, while it is. */
export function bulkDoing(action: BulkAction): string {
  switch (action) {
    case "resend":
      return t`Resending invitations`;
    case "revoke":
      return t`Revoking invitations`;
    case "approve":
      return t`Approving people`;
    case "reject":
      return t`Rejecting people`;
    case "suspend":
      return t`Suspending people`;
    case "reactivate":
      return t`Reactivating people`;
    case "remove":
      return t`Removing users`;
  }
}

/** What was done, of one person. */
function bulkDone(action: BulkAction): string {
  switch (action) {
    case "resend":
      return t`Sent again`;
    case "revoke":
      return t`Revoked`;
    case "approve":
      return t`Approved`;
    case "reject":
      return t`Rejected`;
    case "suspend":
      return t`Suspended`;
    case "reactivate":
      return t`Active again`;
    case "remove":
      return t`Removed`;
  }
}

/** What became of one person, in a word. */
export function outcomeWord(action: BulkAction, { state }: Item): string {
  if (state === "done") return bulkDone(action);
  return state === "failed" ? t`Failed` : t`Not tried`;
}

/** Why it failed and what to do; empty where it did not. */
export function reasonWords({ person, failure }: Item): string {
  if (!failure) return "";
  return standsElsewhere(person, failure) ?? problemWords(failure.error);
}

/** How somebody stands whom somebody else changed first. */
function standsElsewhere(before: Person, { faster }: Failure): string | undefined {
  if (!faster) return undefined;
  const { now } = faster;
  if (!now) return before.kind === "member" ? t`Is no longer in the organization.` : t`The invitation is gone.`;
  switch (now.invitationState) {
    case "accepted":
      return t`Has accepted already. They are in the organization now.`;
    case "declined":
      return t`Has declined already.`;
    case "revoked":
      return t`Was revoked already.`;
    case "expired":
      return t`Has expired. Invite them again.`;
  }
  if (now.list === before.list) return undefined;
  switch (now.list) {
    case "active":
      return t`Is active already.`;
    case "suspended":
      return t`Is suspended.`;
    default:
      return t`Waits for approval.`;
  }
}

/** Who was left out of everybody, and why. */
export function leftOutWords(leftOut: Map<LeftOut, number>): string {
  const parts: string[] = [];
  if (leftOut.has("own")) parts.push(t`you`);
  const admins = leftOut.get("admin");
  if (admins) {
    parts.push(
      plural(admins, {
        one: "# organization admin, whom only an organization admin can change",
        other: "# organization admins, whom only an organization admin can change",
      }),
    );
  }
  const exceeding = leftOut.get("exceeds");
  if (exceeding) {
    parts.push(
      plural(exceeding, {
        one: "# person who holds something that you do not hold yourself",
        other: "# people who hold something that you do not hold yourself",
      }),
    );
  }
  const all = parts.join("; ");
  return all && t`Left out: ${all}.`;
}
