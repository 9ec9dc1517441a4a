import type { NamedAdAccount } from "@/ad-accounts/ad-accounts";
import type { AdAccountRole, Catalog, Grantable, NamedAdAccountRole } from "@/api/types";
import { mayGiveAdAccountRole, mayGivePermission } from "@/grants/grantable";
import type { Cap } from "./link-writes";

/** The catalog without what no agency can be given: power over the organization itself. */
export function catalogForAgencies(catalog: Catalog): Catalog {
  return {
    ...catalog,
    permission_groups: catalog.permission_groups.filter(({ administration }) => !administration),
  };
}

/** The catalog with no more permissions than a cap has. */
export function catalogInside(cap: Cap, catalog: Catalog): Catalog {
  const groups = catalog.permission_groups.map((group) => ({
    ...group,
    permissions: group.permissions.filter(({ id }) => cap.permissions.includes(id)),
  }));
  return { ...catalog, permission_groups: groups.filter(({ permissions }) => permissions.length > 0) };
}

/** What an agency can pass on to its people: the cap, and every role that one of its roles includes. */
export function grantableInside(cap: Cap, catalog: Catalog): Grantable {
  return {
    roles: [],
    permissions: cap.permissions,
    ad_account_roles: cap.ad_account_roles.flatMap(({ ad_account, role }) =>
      withIncluded(catalog, role).map((included) => ({ ad_account, role: included })),
    ),
    all_ad_accounts: false,
  };
}

/** A role and all that it includes. */
function withIncluded(catalog: Catalog, role: string): string[] {
  const included = catalog.ad_account_roles.find(({ id }) => id === role)?.includes ?? [];
  return [...new Set([role, ...included.flatMap((lower) => withIncluded(catalog, lower))])];
}

/** Roles without those that another one on the same ad account includes: what counts is told with all of them. */
export function withoutIncludedRoles<Role extends AdAccountRole>(catalog: Catalog | undefined, roles: Role[]): Role[] {
  if (!catalog) return roles;
  return roles.filter(
    ({ ad_account, role }) =>
      !roles.some(
        (held) =>
          held.ad_account === ad_account && held.role !== role && withIncluded(catalog, held.role).includes(role),
      ),
  );
}

/** What is left of something wanted when the cap has become narrower meanwhile. */
export function keepInside(grantable: Grantable, wanted: Cap): Cap {
  return {
    permissions: wanted.permissions.filter((permission) => mayGivePermission(grantable, permission)),
    ad_account_roles: wanted.ad_account_roles.filter(({ ad_account, role }) =>
      mayGiveAdAccountRole(grantable, ad_account, role),
    ),
  };
}

/** The ad accounts that roles are on, each once. The agency sees no others of its client. */
export function adAccountsIn(roles: NamedAdAccountRole[]): NamedAdAccount[] {
  const names = new Map(roles.map(({ ad_account, name }) => [ad_account, name]));
  return [...names].map(([id, name]) => ({ id, name, state: "active" }));
}

/** Roles by their ids only, as they are sent. */
export function withoutNames(roles: NamedAdAccountRole[]): AdAccountRole[] {
  return roles.map(({ ad_account, role }) => ({ ad_account, role }));
}
