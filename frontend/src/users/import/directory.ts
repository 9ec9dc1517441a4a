import { ORGANIZATION_ROLES, organizationRoleName } from "@/api/catalog";
import type { AdAccount, AdAccountRole, Catalog, Grantable, OrganizationRole } from "@/api/types";
import { refusedToGuests } from "@/grants/grantable";

/** What the page knows of the organization, and by which it reads and judges a file. */
export type Known = {
  catalog: Catalog;
  adAccounts: AdAccount[];
  grantable: Grantable;
  /** The domains that may be invited; empty for all, and for who may not see the settings. */
  allowedDomains: string[];
};

/** The same, prepared for looking up by id or name in any case. */
export type Directory = ReturnType<typeof directoryOf>;

/** Prepares what is known for reading thousands of rows by it. */
export function directoryOf({ catalog, adAccounts, grantable, allowedDomains }: Known) {
  const refused = new Set(refusedToGuests(catalog));
  const given = new Set(grantable.ad_account_roles.map(({ ad_account, role }) => `${ad_account} ${role}`));
  return {
    role: finder(ORGANIZATION_ROLES.map((id) => ({ id, name: organizationRoleName(catalog, id) }))),
    permission: finder(catalog.permission_groups.flatMap(({ permissions }) => permissions)),
    refusesToGuests: (permission: string) => refused.has(permission),
    adAccountRole: finder(catalog.ad_account_roles),
    adAccount: adAccountFinder(adAccounts),
    mayGiveRole: (role: OrganizationRole) => grantable.roles.includes(role),
    mayGivePermission: (permission: string) => grantable.permissions.includes(permission),
    mayGiveAdAccountRole: ({ ad_account, role }: AdAccountRole) =>
      grantable.all_ad_accounts || given.has(`${ad_account} ${role}`),
    allowsDomain: (domain: string) =>
      allowedDomains.length === 0 || allowedDomains.some((allowed) => folded(allowed) === folded(domain)),
  };
}

/** Finds by id, and by name in any case. */
function finder<Thing extends { id: string; name: string }>(things: Thing[]) {
  const byWords = new Map<string, Thing>();
  for (const thing of things) byWords.set(folded(thing.name), thing);
  for (const thing of things) byWords.set(folded(thing.id), thing);
  return (words: string) => byWords.get(folded(words));
}

/** Finds by id, by external id and by name; "ambiguous" when several have the name and none is active alone. */
function adAccountFinder(adAccounts: AdAccount[]) {
  const byId = new Map<string, AdAccount>();
  const byName = new Map<string, AdAccount[]>();
  for (const adAccount of adAccounts) {
    const name = folded(adAccount.name);
    byName.set(name, [...(byName.get(name) ?? []), adAccount]);
    if (adAccount.external_id) byId.set(folded(adAccount.external_id), adAccount);
  }
  for (const adAccount of adAccounts) byId.set(folded(adAccount.id), adAccount);
  return (words: string): AdAccount | "ambiguous" | undefined => {
    const found = byId.get(folded(words));
    if (found) return found;
    const named = byName.get(folded(words)) ?? [];
    const active = named.filter(({ state }) => state === "active");
    const [only] = active.length === 1 ? active : named;
    return active.length > 1 || (active.length === 0 && named.length > 1) ? "ambiguous" : only;
  };
}

/** Words without what people do not see: case, and how many spaces stand between them. */
function folded(words: string): string {
  return words.trim().replace(/\s+/g, " ").toLowerCase();
}
