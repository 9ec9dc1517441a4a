import { useSyncExternalStore } from "react";
import { queryClient } from "@/api/query-client";
import type { Counts } from "@/api/types";
import { countOf, countsQuery, listsKey } from "./list/people-query";
import type { CountShift, OwnWrite } from "./own-writes";
import type { PeopleList } from "./person";

/** Lists are seconds late; after this long they know better than we. */
const KEEP_MS = 30_000;
/** When the lists are asked again after a write. */
const ASK_AGAIN_MS = 3_000;

type Kept = { writes: OwnWrite[]; shifts: Partial<Record<PeopleList, CountShift>> };
const NONE: Kept = { writes: [], shifts: {} };

const byOrganization = new Map<string, Kept>();
const listeners = new Set<() => void>();
const timers = new Map<string, { soon: number; end: number }>();

/** Keeps own writes of one organization until its lists have caught up, and has the lists asked again. */
export function keepOwnWrites(org: string, writes: Omit<OwnWrite, "at">[]): void {
  const kept = byOrganization.get(org) ?? NONE;
  const at = Date.now();
  const shifts = { ...kept.shifts };
  const counts = queryClient.getQueryData<Counts>(countsQuery(org).queryKey);
  for (const { from, to } of writes) {
    if (from === to) continue;
    if (from) shift(shifts, counts, from, -1);
    if (to) shift(shifts, counts, to, +1);
  }
  byOrganization.set(org, { writes: [...kept.writes, ...writes.map((write) => ({ ...write, at }))], shifts });
  announce();

  const running = timers.get(org);
  if (running) {
    clearTimeout(running.soon);
    clearTimeout(running.end);
  }
  timers.set(org, {
    soon: window.setTimeout(() => askAgain(org), ASK_AGAIN_MS),
    end: window.setTimeout(() => {
      byOrganization.delete(org);
      askAgain(org);
      announce();
    }, KEEP_MS),
  });
}

/** The own writes that the lists of an organization may still lack. */
export function useOwnWrites(org: string): Kept {
  return useSyncExternalStore(subscribe, () => byOrganization.get(org) ?? NONE);
}

function shift(shifts: Kept["shifts"], counts: Counts | undefined, list: PeopleList, delta: number) {
  const known = shifts[list];
  const base = known?.base ?? countOf(counts, list);
  if (base !== undefined) shifts[list] = { base, delta: (known?.delta ?? 0) + delta };
}

function askAgain(org: string) {
  void queryClient.invalidateQueries({ queryKey: listsKey(org) });
}

function subscribe(changed: () => void) {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function announce() {
  for (const changed of listeners) changed();
}
