import type { ListSearch } from "../list/list-search";
import { readPart } from "../list/people-query";
import type { Person } from "../person";

/** The most that the API gives at once. */
const PART = 200;

/** Reads a whole list, from its first page to its last, and tells after each part how many there are so far. */
export async function readEverybody(
  org: string,
  search: ListSearch,
  signal: AbortSignal,
  onRead: (count: number) => void,
): Promise<Person[]> {
  const people = new Map<string, Person>();
  let cursor: string | null = null;
  do {
    const part = await readPart(org, search, cursor, PART, signal);
    // Who changes their place while it is read may come twice.
    for (const person of part.people) people.set(person.id, person);
    cursor = part.nextCursor;
    onRead(people.size);
  } while (cursor);
  return [...people.values()];
}
