import { activeAdAccounts, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { rolesForPeople } from "@/api/catalog";
import type { AdAccount, Catalog, Me } from "@/api/types";
import { mayGiveAdAccountRole, mayGivePermission, mayGiveRole } from "@/grants/grantable";
import type { InvitePrefill } from "../invite/use-invite-form";
import { grantsOf, type Person } from "../person";

/** What inviting somebody again begins with; undefined while the ad accounts load. */
export function usePrefill(org: string, person: Person, me: Me, catalog: Catalog): InvitePrefill | undefined {
  const adAccounts = useAdAccounts(org);
  return adAccounts && prefillFor(person, me, catalog, adAccounts);
}

/** As before, without what can no longer be given: by the actor, by the catalog, or on an archived ad account. */
function prefillFor(person: Person, { grantable }: Me, catalog: Catalog, adAccounts: AdAccount[]): InvitePrefill {
  const { role, permissions, ad_account_roles: roles } = grantsOf(person);
  const { email, name, message = "" } = person;
  const open = new Set(activeAdAccounts(adAccounts).map(({ id }) => id));
  const offered = new Set(rolesForPeople(catalog).map(({ id }) => id));
  return {
    entries: [{ text: name ? `${name} <${email}>` : email, email, name }],
    role: mayGiveRole(grantable, role) ? role : undefined,
    permissions: permissions.filter((permission) => mayGivePermission(grantable, permission)),
    ad_account_roles: roles.filter(
      (held) =>
        open.has(held.ad_account) &&
        offered.has(held.role) &&
        mayGiveAdAccountRole(grantable, held.ad_account, held.role),
    ),
    message,
  };
}
