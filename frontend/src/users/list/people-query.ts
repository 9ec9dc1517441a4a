import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { queryClient } from "@/api/query-client";
import type { Counts } from "@/api/types";
import { type PeopleList, type Person, personFromInvitation, personFromMember } from "../person";
import { isFiltered, type ListSearch } from "./list-search";

export const PAGE_SIZE = 50;

export type PeoplePage = {
  people: Person[];
  nextCursor: string | null;
  /** The page is short so far and still being filled. */
  looking?: boolean;
};

/** Every list and the counts of an organization: what becomes stale with any write. */
export const listsKey = (org: string) => ["organization", org, "lists"] as const;

/**
 * One page of a tab. A short part with more to come is followed by the next one, until the page is full; what was found
 * so far is shown meanwhile. `hasLeft` tells who is left out, because an own write took them out of the list, which is seconds late.
 */
export function peopleQuery(org: string, search: ListSearch, hasLeft: (row: Person) => boolean) {
  const { page: _page, ...view } = search;
  const queryKey = [...listsKey(org), view] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<PeoplePage> => {
      const people: Person[] = [];
      let next = search.cursor || null;
      for (;;) {
        const part = await readPart(org, search, next, PAGE_SIZE - people.length, signal);
        people.push(...part.people.filter((person) => !hasLeft(person)));
        next = part.nextCursor;
        if (!next || people.length >= PAGE_SIZE) return { people, nextCursor: next };
        const shown = queryClient.getQueryData<PeoplePage>(queryKey);
        if (!shown || shown.looking) {
          queryClient.setQueryData(queryKey, { people: [...people], nextCursor: next, looking: true });
        }
      }
    },
    placeholderData: keepPreviousData,
  });
}

/** One answer of the API, with at most `limit` (200) people of a list. */
export async function readPart(
  org: string,
  search: ListSearch,
  cursor: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<PeoplePage> {
  const { tab, state, q, role, ad_account, ad_account_role, two_factor, sort } = search;
  const path = { org };
  const shared = { q: q || undefined, role: role || undefined, cursor: cursor ?? undefined, limit };
  if (tab === "invited") {
    const byName = sort === "-name" ? ("-name" as const) : ("name" as const);
    const query = { ...shared, state: state || ("pending" as const), sort: q ? undefined : byName };
    const page = await answer(api.GET("/v1/organizations/{org}/invitations", { params: { path, query }, signal }));
    return { people: page.items.map(personFromInvitation), nextCursor: page.next_cursor };
  }
  const query = {
    ...shared,
    state: tab,
    ad_account: ad_account || undefined,
    ad_account_role: ad_account_role || undefined,
    two_factor: two_factor || undefined,
    sort: q ? undefined : sort,
  };
  const page = await answer(api.GET("/v1/organizations/{org}/members", { params: { path, query }, signal }));
  return { people: page.items.map(personFromMember), nextCursor: page.next_cursor };
}

/** How many people each tab holds. */
export function countsQuery(org: string) {
  return queryOptions({
    queryKey: [...listsKey(org), "counts"] as const,
    queryFn: ({ signal }): Promise<Counts> =>
      answer(api.GET("/v1/organizations/{org}/counts", { params: { path: { org } }, signal })),
  });
}

/** The tab's count in the API's answer. */
export function countOf(counts: Counts | undefined, list: PeopleList): number | undefined {
  return counts?.[list];
}

/** How many people a list has, where a tab's count tells: not of filtered lists, nor of past invitations. */
export function knownTotal(search: ListSearch, count: number | undefined): number | undefined {
  return isFiltered(search) || search.state ? undefined : count;
}
