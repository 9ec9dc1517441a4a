import type { ListSearch } from "./list/list-search";
import { comparePeople, matchesSearch } from "./list/order";
import type { PeopleList, Person } from "./person";

/** What this browser changed a moment ago and what the lists, seconds late, may not show yet. */
export type OwnWrite = {
  at: number;
  id: string;
  from: PeopleList | null;
  /** Null: gone from every list. */
  to: PeopleList | null;
  /** The record afterwards; undefined when it is gone. */
  person?: Person;
};

/** A tab's count when the first write of a series was made, and what the series adds. */
export type CountShift = { base: number; delta: number };

/** Tells who left the list that a row shows them in. */
export function leavers(writes: OwnWrite[]): (row: Person) => boolean {
  const latest = latestOf(writes);
  return (row) => {
    const write = latest.get(row.id);
    return write !== undefined && write.to !== row.list;
  };
}

/** A page's rows as they will be: gone ones left out, changed ones changed, new ones at their place. */
export function mergeRows(rows: Person[], writes: OwnWrite[], search: ListSearch, isLast: boolean): Person[] {
  const latest = latestOf(writes);
  const merged: Person[] = [];
  for (const row of rows) {
    const write = latest.get(row.id);
    latest.delete(row.id);
    if (!write) merged.push(row);
    else if (write.to === search.tab) merged.push(newer(row, write.person));
  }
  const order = (one: Person, other: Person) => comparePeople(one, other, search.sort);
  const isFirst = search.cursor === "";
  const [head, tail] = [rows[0], rows.at(-1)];
  for (const { to, person } of latest.values()) {
    if (to !== search.tab || !person || !matchesSearch(person, search)) continue;
    const afterStart = isFirst || (head !== undefined && order(person, head) > 0);
    const beforeEnd = isLast || (tail !== undefined && order(person, tail) < 0);
    if (!afterStart || !beforeEnd) continue;
    const at = merged.findIndex((row) => order(person, row) < 0);
    merged.splice(at < 0 ? merged.length : at, 0, person);
  }
  return merged;
}

/**
 * A tab's count as it will be. While the server's number lies between what it was before the writes and what they make of
 * it, the writes are still on their way; any other number knows more than this browser does.
 */
export function mergeCount(server: number, shift: CountShift | undefined): number {
  if (!shift) return server;
  const expected = shift.base + shift.delta;
  const onTheWay = server >= Math.min(shift.base, expected) && server <= Math.max(shift.base, expected);
  return Math.max(0, onTheWay ? expected : server);
}

function latestOf(writes: OwnWrite[]): Map<string, OwnWrite> {
  return new Map(writes.map((write) => [write.id, write]));
}

function newer(row: Person, written: Person | undefined): Person {
  if (!written || (row.version ?? 0) > (written.version ?? 0)) return row;
  return { ...row, ...written };
}
