import { t } from "@lingui/core/macro";
import type { Me } from "@/api/types";
import { may } from "@/organizations/me";
import { editAbility, whyWithheld } from "../actions/available-actions";
import { isOver, type Person, personName } from "../person";

/** Why nothing of this record can be changed; undefined when it can, or when it is an invitation that is over. */
export function lockReason(person: Person, me: Me): string | undefined {
  if (isOver(person)) return undefined;
  const withheld = whyWithheld(person, me);
  if (withheld === "own") {
    return me.member.role === "admin"
      ? t`This is your own place. You are an organization admin. Ask another organization admin to change your role.`
      : t`This is your own place. Ask an account administrator to change what you may do.`;
  }
  if (!may(me, editAbility(person))) return t`You can look, not change. Ask an account administrator.`;
  if (withheld === "admin") {
    return t`Only an organization admin can change an organization admin.`;
  }
  return undefined;
}

/** Why a record that can be changed offers nothing else: every action touches all of its grants. */
export function withheldReason(person: Person, me: Me): string | undefined {
  if (whyWithheld(person, me) !== "exceeds") return undefined;
  const name = personName(person);
  switch (person.list) {
    case "active":
      return t`${name} holds more than you do. You can change what you hold yourself; ask an organization admin to suspend or remove.`;
    case "suspended":
      return t`${name} holds more than you do. You can change what you hold yourself; ask an organization admin to reactivate or remove.`;
    case "pending_approval":
      return t`${name} is to get more than you hold. You can change what you hold yourself; ask an organization admin to approve or reject.`;
    case "invited":
      return t`This invitation gives more than you hold. You can change what you hold yourself; ask an organization admin to resend or revoke it, or to change its address.`;
  }
}
