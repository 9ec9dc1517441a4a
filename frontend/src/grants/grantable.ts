import type { Catalog, Grantable, OrganizationRole } from "@/api/types";
import type { Person } from "@/users/person";

/** Whether the actor may give (and take away) an organization role. */
export function mayGiveRole(grantable: Grantable, role: OrganizationRole): boolean {
  return grantable.roles.includes(role);
}

/** Whether the actor may give or take away a permission. */
export function mayGivePermission(grantable: Grantable, permission: string): boolean {
  return grantable.permissions.includes(permission);
}

/** Whether the actor may give or take away a role on an ad account. */
export function mayGiveAdAccountRole(grantable: Grantable, adAccount: string, role: string): boolean {
  if (grantable.all_ad_accounts) return true;
  return grantable.ad_account_roles.some((held) => held.ad_account === adAccount && held.role === role);
}

/** Whether the actor may give everything that a person holds, as far as the row tells. */
export function covers(grantable: Grantable, person: Person): boolean {
  if (mayGiveRole(grantable, "admin")) return true; // also what left the catalog, which nobody is given any more
  return (
    mayGiveRole(grantable, person.role) &&
    (person.permissions ?? []).every((permission) => mayGivePermission(grantable, permission)) &&
    (person.adAccountRoles ?? []).every(({ ad_account, role }) => mayGiveAdAccountRole(grantable, ad_account, role))
  );
}

/** The permissions that guests cannot hold: those with power over the organization itself. */
export function refusedToGuests(catalog: Catalog | undefined): string[] {
  const groups = catalog?.permission_groups.filter(({ administration }) => administration) ?? [];
  return groups.flatMap(({ permissions }) => permissions.map(({ id }) => id));
}
