import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { queryClient } from "@/api/query-client";
import type { AuditSearch } from "./audit-search";
import { daysToInstants } from "./days";
import type { AuditEvent } from "./event";

const PAGE_SIZE = 50;

export type EventsPage = {
  events: AuditEvent[];
  nextCursor: string | null;
  /** The page is short so far and still being filled. */
  looking?: boolean;
};

/** What the API is asked for, for a list and for its export alike. */
export function eventFilters({ type, actor, target, from, to }: AuditSearch) {
  return {
    type: type || undefined,
    actor: actor || undefined,
    target: target || undefined,
    ...daysToInstants(from, to),
  };
}

/**
 * One page of the log, the newest first. A short part with more to come is followed by the next one, until the page is full;
 * what was found so far is shown meanwhile.
 */
export function eventsQuery(org: string, search: AuditSearch) {
  const queryKey = ["organization", org, "events", search] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<EventsPage> => {
      const events: AuditEvent[] = [];
      let next: string | null = search.cursor || null;
      for (;;) {
        const query = { ...eventFilters(search), cursor: next ?? undefined, limit: PAGE_SIZE - events.length };
        const part = await answer(
          api.GET("/v1/organizations/{org}/events", { params: { path: { org }, query }, signal }),
        );
        events.push(...part.items);
        next = part.next_cursor;
        if (!next || events.length >= PAGE_SIZE) return { events, nextCursor: next };
        const shown = queryClient.getQueryData<EventsPage>(queryKey);
        if (!shown || shown.looking) {
          queryClient.setQueryData<EventsPage>(queryKey, { events: [...events], nextCursor: next, looking: true });
        }
      }
    },
    // Whoever comes from a change wants to see it.
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}

/** The latest events about one record, at most `limit` of them. `version` is the record's: a new one asks again. */
export function latestEventsQuery(org: string, target: string, version: number | undefined, limit: number) {
  return queryOptions({
    queryKey: ["organization", org, "latest-events", target, version] as const,
    queryFn: async ({ signal }): Promise<AuditEvent[]> => {
      const query = { target, limit };
      const page = await answer(
        api.GET("/v1/organizations/{org}/events", { params: { path: { org }, query }, signal }),
      );
      return page.items;
    },
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
}
