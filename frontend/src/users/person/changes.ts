import type { AdAccountRole, Grants, OrganizationRole } from "@/api/types";

/** One difference between two sets of grants. */
export type Change =
  | { kind: "role"; from: OrganizationRole; to: OrganizationRole }
  | { kind: "role_added" | "role_removed"; ad_account: string; role: string }
  | { kind: "permission_added" | "permission_removed"; permission: string };

/** What leads from one set of grants to the other, in the order of the page. */
export function changesBetween(before: Grants, after: Grants): Change[] {
  const changes: Change[] = [];
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

/** Makes the changes on other grants: mine on what somebody else saved meanwhile. */
export function applyChanges(base: Grants, changes: Change[]): Grants {
  let { role, permissions, ad_account_roles: roles } = base;
  for (const change of changes) {
    switch (change.kind) {
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
  return { role, permissions, ad_account_roles: roles };
}

/**
 * The grants as they are sent: an organization admin's lists are empty, because the API refuses them filled, and a guest
 * holds nothing that guests cannot hold.
 */
export function grantsToSave(draft: Grants, refusedToGuests: string[]): Grants {
  if (draft.role === "admin") return { role: "admin", permissions: [], ad_account_roles: [] };
  if (draft.role !== "guest") return draft;
  return { ...draft, permissions: draft.permissions.filter((held) => !refusedToGuests.includes(held)) };
}

/** The ad accounts that go because their last role goes. */
export function lostAdAccounts(before: Grants, after: Grants): string[] {
  if (after.role === "admin") return [];
  const kept = new Set(after.ad_account_roles.map(({ ad_account }) => ad_account));
  const had = new Set(before.ad_account_roles.map(({ ad_account }) => ad_account));
  return [...had].filter((adAccount) => !kept.has(adAccount));
}

function holds({ ad_account_roles: roles }: Grants, { ad_account, role }: AdAccountRole): boolean {
  return roles.some((held) => held.ad_account === ad_account && held.role === role);
}

function without(roles: AdAccountRole[], { ad_account, role }: AdAccountRole): AdAccountRole[] {
  return roles.filter((held) => held.ad_account !== ad_account || held.role !== role);
}
