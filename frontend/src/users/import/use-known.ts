import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { adAccountsQuery } from "@/ad-accounts/ad-accounts";
import { catalogQuery } from "@/api/catalog";
import { may, meQuery } from "@/organizations/me";
import { organizationQuery } from "@/organizations/organization-query";
import type { Known } from "./directory";

/** What the page knows of the organization; undefined while it loads. Only admins see which domains are allowed. */
export function useKnown(org: string): { known: Known | undefined; error: unknown; retry: () => void } {
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const adAccounts = useQuery(adAccountsQuery(org));
  const seesSettings = may(me.data, "edit_organization");
  const organization = useQuery({ ...organizationQuery(org), enabled: seesSettings });
  const queries = [me, catalog, adAccounts, organization];

  const grantable = me.data?.grantable;
  const allowed = organization.data?.settings.allowed_domains;
  const known = useMemo(() => {
    if (!grantable || !catalog.data || !adAccounts.data || (seesSettings && !allowed)) return undefined;
    return { grantable, catalog: catalog.data, adAccounts: adAccounts.data, allowedDomains: allowed ?? [] };
  }, [grantable, catalog.data, adAccounts.data, allowed, seesSettings]);
  return {
    known,
    error: known ? null : queries.find(({ error }) => error)?.error,
    retry: () => {
      for (const query of queries) if (query.error) void query.refetch();
    },
  };
}
