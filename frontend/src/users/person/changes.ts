import type { AdAccountRole, Grants, OrganizationRole } from "@/api/types";
import { grantsOf, type Person } from "../person";

/** Whom an invitation goes to and what its e-mail says. */
const INVITATION_FIELDS = ["email", "name", "message"] as const;
export type InvitationField = (typeof INVITATION_FIELDS)[number];

/** What an edit is about: grants, and of an invitation its fields as well. */
export type Draft = Grants & Partial<Record<InvitationField, string>>;

/** What a record holds of that. */
export function draftOf(person: Person): Draft {
  if (person.kind === "member") return grantsOf(person);
  const { email, name, message = "" } = person;
  return { ...grantsOf(person), email, name, message };
}

/** One difference between two drafts. */
export type Change =
  | { kind: InvitationField; from: string; to: string }
  | { kind: "role"; from: OrganizationRole; to: OrganizationRole }
  | { kind: "role_added" | "role_removed"; ad_account: string; role: string }
  | { kind: "permission_added" | "permission_removed"; permission: string };

/** What leads from one draft to the other, in the order of the page. */
export function changesBetween(before: Draft, after: Draft): Change[] {
  const changes: Change[] = [];
  for (const kind of INVITATION_FIELDS) {
    const [from, to] = [before[kind] ?? "", after[kind] ?? ""];
    if (from !== to) changes.push({ kind, from, to });
  }
  if (before.role !== after.role) changes.push({ kind: "role", from: before.role, to: after.role });
  for (const held of before.ad_account_roles) {
    if (!holds(after, held)) changes.push({ kind: "role_removed", ...held });
  }
  for (const held of after.ad_account_roles) {
    if (!holds(before, held)) changes.push({ kind: "role_added", ...held });
  }
  for (const permission of before.permissions) {
    if (!after.permissions.includes(permission)) changes.push({ kind: "permission_removed", permission });
  }
  for (const permission of after.permissions) {
    if (!before.permissions.includes(permission)) changes.push({ kind: "permission_added", permission });
  }
  return changes;
}

/** Makes the changes on another draft: mine on what somebody else saved meanwhile. */
export function applyChanges(base: Draft, changes: Change[]): Draft {
  let { role, permissions, ad_account_roles: roles } = base;
  const fields: Draft = { ...base };
  for (const change of changes) {
    switch (change.kind) {
      case "email":
      case "name":
      case "message":
        fields[change.kind] = change.to;
        break;
      case "role":
        role = change.to;
        break;
      case "role_added":
        roles = [...without(roles, change), { ad_account: change.ad_account, role: change.role }];
        break;
      case "role_removed":
        roles = without(roles, change);
        break;
      case "permission_added":
        permissions = [...permissions.filter((held) => held !== change.permission), change.permission];
        break;
      case "permission_removed":
        permissions = permissions.filter((held) => held !== change.permission);
        break;
    }
  }
  return { ...fields, role, permissions, ad_account_roles: roles };
}

/**
 * The draft as it is sent: an organization admin's lists are empty, because the API refuses them filled, a guest holds
 * nothing that guests cannot hold, and what was typed has no space around it.
 */
export function draftToSave(draft: Draft, refusedToGuests: string[]): Draft {
  const sent = { ...draft };
  for (const field of INVITATION_FIELDS) sent[field] = draft[field]?.trim();
  // As the API keeps it: another case is no other address.
  sent.email = sent.email?.toLowerCase();
  if (draft.role === "admin") return { ...sent, permissions: [], ad_account_roles: [] };
  if (draft.role !== "guest") return sent;
  return { ...sent, permissions: draft.permissions.filter((held) => !refusedToGuests.includes(held)) };
}

function holds({ ad_account_roles: roles }: Grants, { ad_account, role }: AdAccountRole): boolean {
  return roles.some((held) => held.ad_account === ad_account && held.role === role);
}

function without(roles: AdAccountRole[], { ad_account, role }: AdAccountRole): AdAccountRole[] {
  return roles.filter((held) => held.ad_account !== ad_account || held.role !== role);
}
