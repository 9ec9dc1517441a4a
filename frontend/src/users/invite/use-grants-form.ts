import { useMemo, useState } from "react";
import type { Grants, Me, OrganizationRole } from "@/api/types";
import { grantsOfRows, type RoleRow, rowsOfGrants } from "./role-rows";

const FIRST_ROW: RoleRow = { key: 1, adAccounts: [], role: "viewer" };

export type GrantsFormState = ReturnType<typeof useGrantsForm>;

/** What a form of grants begins with; no more than the actor may give. */
export type GrantsPrefill = Omit<Grants, "role"> & { role: OrganizationRole | undefined };

/** The grants that a form holds. What an organization admin does not need is kept while one looks at that choice, and not sent. */
export function useGrantsForm(me: Pick<Me, "grantable"> | undefined, prefill?: GrantsPrefill) {
  const [chosenRole, setRole] = useState(prefill?.role);
  const [rows, setRows] = useState<RoleRow[]>(
    prefill?.ad_account_roles.length ? rowsOfGrants(prefill.ad_account_roles) : [FIRST_ROW],
  );
  const [permissions, setPermissions] = useState<string[]>(prefill?.permissions ?? []);
  const usual = (["member", "guest", "admin"] as const).find((offered) => me?.grantable.roles.includes(offered));
  const role = chosenRole ?? usual ?? "member";
  const grants: Grants = useMemo(
    () =>
      role === "admin"
        ? { role, permissions: [], ad_account_roles: [] }
        : { role, permissions, ad_account_roles: grantsOfRows(rows) },
    [role, permissions, rows],
  );
  return {
    role,
    setRole: (next: OrganizationRole, refusedToGuests: string[]) => {
      setRole(next);
      if (next === "guest") setPermissions(permissions.filter((held) => !refusedToGuests.includes(held)));
    },
    rows,
    setRows,
    permissions,
    setPermissions,
    grants,
  };
}
