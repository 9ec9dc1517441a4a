import type { Me } from "@/api/types";
import { availableActions, type PersonAction } from "../actions/available-actions";
import type { PeopleList, Person } from "../person";

/** What can be done with many people at once. */
export type BulkAction = Extract<
  PersonAction,
  "resend" | "revoke" | "approve" | "reject" | "suspend" | "reactivate" | "remove"
>;

const BULK: PersonAction[] = ["resend", "revoke", "approve", "reject", "suspend", "reactivate", "remove"];

/** Why somebody cannot be selected. */
export type LeftOut = "own" | "admin" | "exceeds";

/** What the actor may do in a tab to somebody who holds nothing, and so at most to anybody. */
export function bulkActions(list: PeopleList, me: Me | undefined): BulkAction[] {
  const kind = list === "invited" ? "invitation" : "member";
  return bulkOnly(availableActions({ id: "", kind, list, name: "", email: "", role: "guest" }, me));
}

/** Why somebody is left out of whatever is done to many; undefined for who can be selected. */
export function whyLeftOut(person: Person, me: Me | undefined): LeftOut | undefined {
  if (bulkOnly(availableActions(person, me)).length > 0) return undefined;
  if (person.id === me?.member.id) return "own";
  return person.role === "admin" ? "admin" : "exceeds";
}

function bulkOnly(actions: PersonAction[]): BulkAction[] {
  return actions.filter((action): action is BulkAction => BULK.includes(action));
}
