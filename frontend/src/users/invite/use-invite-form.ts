import { useState } from "react";
import type { Grants, Me, OrganizationRole } from "@/api/types";
import { type AddressEntry, markTwice } from "./addresses";
import { grantsOfRows, type RoleRow, rowsOfGrants } from "./role-rows";

const FIRST_ROW: RoleRow = { key: 1, adAccounts: [], role: "viewer" };

export type InviteFormState = ReturnType<typeof useInviteForm>;

/** What the form begins with when somebody is invited again; no more than the actor may give. */
export type InvitePrefill = Omit<Grants, "role"> & {
  entries: AddressEntry[];
  role: OrganizationRole | undefined;
  message: string;
};

/** What the form holds. What an organization admin does not need is kept while one looks at that choice, and not sent. */
export function useInviteForm(me: Me | undefined, prefill?: InvitePrefill) {
  const [entries, setEntries] = useState<AddressEntry[]>(prefill?.entries ?? []);
  const [chosenRole, setRole] = useState(prefill?.role);
  const [rows, setRows] = useState<RoleRow[]>(
    prefill?.ad_account_roles.length ? rowsOfGrants(prefill.ad_account_roles) : [FIRST_ROW],
  );
  const [permissions, setPermissions] = useState<string[]>(prefill?.permissions ?? []);
  const [message, setMessage] = useState(prefill?.message ?? "");
  const [addressMissing, setAddressMissing] = useState(false);

  const usual = (["member", "guest", "admin"] as const).find((offered) => me?.grantable.roles.includes(offered));
  const role = chosenRole ?? usual ?? "member";
  const grants: Grants =
    role === "admin"
      ? { role, permissions: [], ad_account_roles: [] }
      : { role, permissions, ad_account_roles: grantsOfRows(rows) };
  return {
    entries,
    setEntries: (next: AddressEntry[]) => {
      setEntries(next);
      setAddressMissing(false);
    },
    good: entries.filter(({ problem }) => !problem),
    bad: entries.filter(({ problem }) => problem),
    addressMissing,
    askForAddress: () => setAddressMissing(true),
    /** Leaves only those who were not invited, for correcting them. */
    keepOnly: (failed: AddressEntry[]) => setEntries(markTwice(failed)),
    role,
    setRole: (next: OrganizationRole, refusedToGuests: string[]) => {
      setRole(next);
      if (next === "guest") setPermissions(permissions.filter((held) => !refusedToGuests.includes(held)));
    },
    rows,
    setRows,
    permissions,
    setPermissions,
    message,
    setMessage,
    grants,
  };
}
