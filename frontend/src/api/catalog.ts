import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "./client";
import type { Catalog, OrganizationRole } from "./types";

/** The deployment's roles and permission groups. It changes only with a deployment. */
export const catalogQuery = queryOptions({
  queryKey: ["catalog"],
  queryFn: ({ signal }) => answer(api.GET("/v1/catalog", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The catalog, or undefined while it loads. */
export function useCatalog(): Catalog | undefined {
  return useQuery(catalogQuery).data;
}

/** The name of an ad-account role; what left the catalog is shown by its id. */
export function adAccountRoleName(catalog: Catalog | undefined, role: string): string {
  return catalog?.ad_account_roles.find(({ id }) => id === role)?.name ?? role;
}

/** The three organization roles, the greatest first. They are no matter of the catalog; only their names are. */
export const ORGANIZATION_ROLES: OrganizationRole[] = ["admin", "member", "guest"];

/** The name of an organization role. */
export function organizationRoleName(catalog: Catalog | undefined, role: string): string {
  return catalog?.organization_roles.find(({ id }) => id === role)?.name ?? role;
}

/** The name of a permission; what left the catalog is shown by its id. */
export function permissionName(catalog: Catalog | undefined, permission: string): string {
  for (const group of catalog?.permission_groups ?? []) {
    const found = group.permissions.find(({ id }) => id === permission);
    if (found) return found.name;
  }
  return permission;
}

/** The roles that a person may be given; the others are for API keys. */
export function rolesForPeople(catalog: Catalog | undefined): Catalog["ad_account_roles"] {
  return catalog?.ad_account_roles.filter((role) => role.for === "people") ?? [];
}
