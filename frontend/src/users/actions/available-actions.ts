import type { Me } from "@/api/types";
import { covers } from "@/grants/grantable";
import { may } from "@/organizations/me";
import type { Person } from "../person";

/** What can be done with a person from the list or from their page. */
export type PersonAction =
  | "edit"
  | "view"
  | "approve"
  | "reject"
  | "suspend"
  | "reactivate"
  | "remove"
  | "resend"
  | "copy_link"
  | "revoke";

/** The actions that the actor's rights and the target's state allow, in the order of the menu. */
export function availableActions(person: Person, me: Me | undefined): PersonAction[] {
  if (!me || !may(me, "edit_members")) return [];
  const own = person.id === me.member.id;
  const adminAbove = person.role === "admin" && me.member.role !== "admin";
  if (own || adminAbove) return ["view"];
  // Every other action touches all the grants of the target, so the actor has to hold them all.
  const all = covers(me.grantable, person);
  return [
    "edit",
    ...actionsOn(person)
      .filter(([, ability]) => all && may(me, ability))
      .map(([action]) => action),
  ];
}

type Needed = Parameters<typeof may>[1];

function actionsOn(person: Person): [PersonAction, Needed][] {
  switch (person.list) {
    case "active":
      return [
        ["suspend", "edit_members"],
        ["remove", "remove_members"],
      ];
    case "suspended":
      return [
        ["reactivate", "edit_members"],
        ["remove", "remove_members"],
      ];
    case "pending_approval":
      return [
        ["approve", "approve"],
        ["reject", "approve"],
      ];
    case "invited":
      return [
        ["resend", "invite"],
        ["copy_link", "invite"],
        ["revoke", "invite"],
      ];
  }
}
