import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { queryClient } from "@/api/query-client";
import type { AdAccount } from "@/api/types";

/** As much of an ad account as editors need to know. */
export type NamedAdAccount = Pick<AdAccount, "id" | "name" | "state">;

const PAGE = 200;

/** Every ad account that the actor sees in an organization, in the order of names. */
export function adAccountsQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "ad-accounts"] as const,
    queryFn: async ({ signal }): Promise<AdAccount[]> => {
      const all: AdAccount[] = [];
      let cursor: string | undefined;
      do {
        const query = { cursor, limit: PAGE };
        const page = await answer(
          api.GET("/v1/organizations/{org}/ad-accounts", { params: { path: { org }, query }, signal }),
        );
        all.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return all;
    },
    staleTime: 30_000,
  });
}

/** The ad accounts; undefined while they load. */
export function useAdAccounts(org: string): AdAccount[] | undefined {
  return useQuery(adAccountsQuery(org)).data;
}

/** An ad account's name; its id while names are not there, or when the actor does not see it. */
export function adAccountName(adAccounts: NamedAdAccount[] | undefined, id: string): string {
  return adAccounts?.find((adAccount) => adAccount.id === id)?.name ?? id;
}

/** The ones that roles can be given on. */
export function activeAdAccounts<Known extends NamedAdAccount>(adAccounts: Known[] | undefined): Known[] {
  return adAccounts?.filter(({ state }) => state === "active") ?? [];
}

/** Puts an ad account that was just written into the list, which may be seconds late. */
export function putAdAccount(org: string, written: AdAccount): void {
  queryClient.setQueryData(adAccountsQuery(org).queryKey, (all) => {
    if (!all) return all;
    const others = all.filter(({ id }) => id !== written.id);
    return [...others, written].sort((one, other) => one.name.localeCompare(other.name, "en", { sensitivity: "base" }));
  });
}
