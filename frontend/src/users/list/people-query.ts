import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Counts } from "@/api/types";
import { type PeopleList, type Person, personFromInvitation, personFromMember } from "../person";
import type { ListSearch } from "./list-search";

export const PAGE_SIZE = 50;
/** With several filters a page may come back short; after so many calls the reader presses Next. */
const CALLS_A_PAGE = 6;

export type PeoplePage = { people: Person[]; nextCursor: string | null };

/** Every list and the counts of an organization: what becomes stale with any write. */
export const listsKey = (org: string) => ["organization", org, "lists"] as const;

/** One page of a tab. Short pages are filled up, which the API leaves to the caller. */
export function peopleQuery(org: string, search: ListSearch) {
  const { tab, q, role, ad_account, sort, cursor } = search;
  return queryOptions({
    queryKey: [...listsKey(org), tab, { q, role, ad_account, sort, cursor }] as const,
    queryFn: async ({ signal }): Promise<PeoplePage> => {
      const people: Person[] = [];
      let next: string | null = cursor || null;
      for (let call = 0; call < CALLS_A_PAGE; call++) {
        const part = await readPart(org, search, next, PAGE_SIZE - people.length, signal);
        people.push(...part.people);
        next = part.nextCursor;
        if (!next || people.length >= PAGE_SIZE) break;
      }
      return { people, nextCursor: next };
    },
    placeholderData: keepPreviousData,
  });
}

async function readPart(
  org: string,
  { tab, q, role, ad_account, sort }: ListSearch,
  cursor: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<PeoplePage> {
  const shared = {
    q: q || undefined,
    role: role || undefined,
    sort: q ? undefined : sort,
    cursor: cursor ?? undefined,
    limit,
  };
  if (tab === "invited") {
    const byName = q ? undefined : sort === "-name" ? ("-name" as const) : ("name" as const);
    const query = { state: "pending" as const, ...shared, sort: byName };
    const page = await answer(
      api.GET("/v1/organizations/{org}/invitations", { params: { path: { org }, query }, signal }),
    );
    return { people: page.items.map(personFromInvitation), nextCursor: page.next_cursor };
  }
  const query = { state: tab, ad_account: ad_account || undefined, ...shared };
  const page = await answer(api.GET("/v1/organizations/{org}/members", { params: { path: { org }, query }, signal }));
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
