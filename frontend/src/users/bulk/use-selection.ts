import { useMemo, useState } from "react";
import type { Me } from "@/api/types";
import { type ListSearch, whoIsListed } from "../list/list-search";
import type { Person } from "../person";
import { bulkActions, whyLeftOut } from "./bulk-rights";
import { chosen, howMany, nobody, rangeTo, type Selection } from "./selection";

/** Who is selected in the list that is shown, and what changes that. */
export type SelectionOf = {
  /** Everybody selected, on whatever page. */
  people: Person[];
  has: (person: Person) => boolean;
  /** Of those on this page who can be selected. */
  page: "all" | "some" | "none";
  pageSize: number;
  /** Selects one row or takes it out; with `range` everybody from the row that was pressed before. */
  press: (person: Person, on: boolean, range: boolean) => void;
  /** Selects a row and the one after (1) or before (-1) it, and gives that one. */
  extend: (person: Person, step: 1 | -1) => Person | undefined;
  pressPage: () => void;
  /** Selects exactly these. */
  set: (people: Person[]) => void;
};

/** The selection of a list, or undefined where the actor can do nothing to many at once. It ends with tab and filter. */
export function useSelection(
  org: string,
  search: ListSearch,
  me: Me | undefined,
  rows: Person[] | undefined,
  hasLeft: (row: Person) => boolean,
): SelectionOf | undefined {
  const of = `${org} ${whoIsListed(search)}`;
  const [kept, setKept] = useState<Selection>(() => nobody(of));
  const selection = useMemo(() => {
    const all = kept.of === of ? kept : nobody(of);
    const gone = [...all.people.values()].filter(hasLeft);
    return gone.length > 0 ? chosen(all, gone, false) : all;
  }, [kept, of, hasLeft]);

  if (search.state || bulkActions(search.tab, me).length === 0) return undefined;
  const selectable = (rows ?? []).filter((person) => whyLeftOut(person, me) === undefined);
  const page = howMany(selection, selectable);
  const change = (how: (present: Selection) => Selection) =>
    setKept((present) => how(present.of === of ? present : nobody(of)));
  return {
    people: [...selection.people.values()],
    has: ({ id }) => selection.people.has(id),
    page,
    pageSize: selectable.length,
    press: (person, on, range) =>
      change((present) => chosen(present, range ? rangeTo(present, selectable, person) : [person], on)),
    extend: (person, step) => {
      const next = selectable[selectable.findIndex(({ id }) => id === person.id) + step];
      change((present) => chosen(present, next ? [person, next] : [person], true));
      return next;
    },
    pressPage: () => change((present) => chosen(present, selectable, page !== "all")),
    set: (people) => change(() => chosen(nobody(of), people, true)),
  };
}
