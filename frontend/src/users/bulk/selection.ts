import type { Person } from "../person";

/** The selected people of one list, by id. They stay when the list shows another page. */
export type Selection = {
  /** The list that they were selected in: `whoIsListed`. */
  of: string;
  people: ReadonlyMap<string, Person>;
  /** The row that was pressed last: a range begins there. */
  anchor: string | undefined;
};

/** Nobody of a list. */
export function nobody(of: string): Selection {
  return { of, people: new Map(), anchor: undefined };
}

/** Selects people, or takes them out; the last one is where a range begins. */
export function chosen(selection: Selection, people: Person[], on: boolean): Selection {
  const next = new Map(selection.people);
  for (const person of people) {
    if (on) next.set(person.id, person);
    else next.delete(person.id);
  }
  return { ...selection, people: next, anchor: people.at(-1)?.id };
}

/** The rows from where a range begins to `to`, which comes last; `to` alone when the page has no such beginning. */
export function rangeTo(selection: Selection, rows: Person[], to: Person): Person[] {
  const from = rows.findIndex(({ id }) => id === selection.anchor);
  const end = rows.findIndex(({ id }) => id === to.id);
  if (from < 0) return [to];
  return from <= end ? rows.slice(from, end + 1) : rows.slice(end, from + 1).reverse();
}

/** Whether all of the people, some or none of them are selected. */
export function howMany(selection: Selection, people: Person[]): "all" | "some" | "none" {
  const count = people.filter(({ id }) => selection.people.has(id)).length;
  return count === 0 ? "none" : count === people.length ? "all" : "some";
}
