import { isProblem, mayPass } from "@/api/problems";
import type { Person } from "../person";
import type { BulkAction } from "./bulk-rights";
import type { Result } from "./run";

/** The calls that an attempt makes. Both throw ProblemErrors. */
export type Calls = {
  /** Does it; gives the person afterwards, or undefined when gone. */
  write: (person: Person, key: string) => Promise<Person | undefined>;
  /** How the person stands now. */
  read: (id: string) => Promise<Person>;
};

/**
 * Does it to one person. When somebody was faster it looks how they stand now: what was wanted may be done; and who changed
 * without leaving the list is tried once more, as they are now.
 */
export async function attempt(action: BulkAction, person: Person, key: string, calls: Calls): Promise<Result> {
  try {
    return { kind: "done", after: await calls.write(person, key) };
  } catch (error) {
    if (mayPass(error)) return { kind: "busy", error };
    if (!isProblem(error, "stale-version", "conflict", "not-pending", "not-found")) return { kind: "failed", error };
    return afterSomebodyElse(action, person, error, calls);
  }
}

async function afterSomebodyElse(action: BulkAction, person: Person, error: unknown, calls: Calls): Promise<Result> {
  let now: Person | undefined;
  try {
    now = await calls.read(person.id);
  } catch (unread) {
    if (mayPass(unread)) return { kind: "busy", error: unread };
    if (!isProblem(unread, "not-found")) return { kind: "failed", error };
  }
  if (isWanted(action, now)) return { kind: "done", after: now, byOther: true };
  if (!now || !isProblem(error, "stale-version") || !isWhereItWas(person, now)) {
    return { kind: "failed", error, faster: { now } };
  }
  try {
    return { kind: "done", after: await calls.write(now, crypto.randomUUID()) };
  } catch (second) {
    return mayPass(second) ? { kind: "busy", error: second } : { kind: "failed", error: second };
  }
}

/** Whether somebody stands as the action would have left them. */
function isWanted(action: BulkAction, now: Person | undefined): boolean {
  switch (action) {
    case "remove":
    case "reject":
      return now === undefined;
    case "approve":
    case "reactivate":
      return now?.list === "active";
    case "suspend":
      return now?.list === "suspended";
    case "revoke":
      return now?.invitationState === "revoked";
    case "resend":
      return false;
  }
}

function isWhereItWas(before: Person, now: Person): boolean {
  return now.list === before.list && (now.invitationState ?? "pending") === "pending";
}
