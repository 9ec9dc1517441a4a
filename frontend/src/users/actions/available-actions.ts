import type { Me } from "@/api/types";
import { covers } from "@/grants/grantable";
import { type Ability, may } from "@/organizations/me";
import { isOver, type Person } from "../person";

/** What can be done with a person from the list or from their page. */
export type PersonAction =
  | "edit"
  | "view"
  | "approve"
  | "reject"
  | "suspend"
  | "reactivate"
  | "remove"
  | "edit_address"
  | "resend"
  | "copy_link"
  | "reset_link"
  | "revoke";

/** What the actor must be able to do to change what a person may do. */
export function editAbility(person: Person): Ability {
  return person.kind === "invitation" ? "edit_invitation" : "edit_member";
}

/** The actions that the actor's rights and the target's state allow, in the order of the menu. */
export function availableActions(person: Person, me: Me | undefined): PersonAction[] {
  if (!me || !may(me, editAbility(person))) return [];
  if (isOver(person)) return ["view"];
  const withheld = whyWithheld(person, me);
  if (withheld) return withheld === "exceeds" ? ["edit"] : ["view"];
  const possible = actionsOn(person).filter(([, ability]) => may(me, ability));
  return ["edit", ...possible.map(([action]) => action)];
}

/** Why an account administrator may do nothing to somebody, or only edit. */
export type Withheld = "own" | "admin" | "exceeds";

/** Nobody decides about themselves, and every action but editing touches all the grants of the target. */
export function whyWithheld(person: Person, me: Me): Withheld | undefined {
  if (person.id === me.member.id) return "own";
  if (person.role === "admin" && me.member.role !== "admin") return "admin";
  return covers(me.grantable, person) ? undefined : "exceeds";
}

/** What helps when an e-mail reached nobody. */
const EDIT_ADDRESS: [PersonAction, Ability] = ["edit_address", "edit_invitation"];

function actionsOn(person: Person): [PersonAction, Ability][] {
  switch (person.list) {
    case "active":
      return [
        ["suspend", "suspend_member"],
        ["remove", "remove_member"],
      ];
    case "suspended":
      return [
        ["reactivate", "reactivate_member"],
        ["remove", "remove_member"],
      ];
    case "pending_approval":
      return [
        ["approve", "approve_member"],
        ["reject", "reject_member"],
      ];
    case "invited":
      return [
        ...(person.mailState === "bounced" || person.mailState === "complained" ? [EDIT_ADDRESS] : []),
        ["resend", "resend_invitation"],
        ["copy_link", "link_invitation"],
        ["reset_link", "link_invitation"],
        ["revoke", "revoke_invitation"],
      ];
  }
}
