import { useEffect, useRef, useState } from "react";
import type { Me } from "@/api/types";
import { type ListSearch, whoIsListed } from "../list/list-search";
import type { Person } from "../person";
import { type LeftOut, whyLeftOut } from "./bulk-rights";
import { readEverybody } from "./read-everybody";
import type { SelectionOf } from "./use-selection";

export type Everybody = {
  /** How many were read so far; undefined while nothing is read. */
  reading: number | undefined;
  error: unknown;
  /** Who stayed unselected and why, while exactly everybody else is selected. */
  leftOut: Map<LeftOut, number> | undefined;
  select: () => void;
  cancel: () => void;
};

/** Selects everybody in a list, on all its pages, whom the actor may select. */
export function useEverybody(
  org: string,
  search: ListSearch,
  me: Me | undefined,
  selection: SelectionOf,
  hasLeft: (row: Person) => boolean,
): Everybody {
  const [reading, setReading] = useState<number>();
  const [error, setError] = useState<unknown>(null);
  const [found, setFound] = useState<{ count: number; leftOut: Map<LeftOut, number> }>();
  const walk = useRef<AbortController>(undefined);
  const who = whoIsListed(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list ends the reading of this one
  useEffect(() => () => walk.current?.abort(), [org, who]);

  async function select() {
    const controller = new AbortController();
    walk.current = controller;
    setError(null);
    setReading(0);
    try {
      const everybody = await readEverybody(org, search, controller.signal, setReading);
      const people: Person[] = [];
      const leftOut = new Map<LeftOut, number>();
      for (const person of everybody.filter((row) => !hasLeft(row))) {
        const why = whyLeftOut(person, me);
        if (why) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
        else people.push(person);
      }
      if (controller.signal.aborted) return;
      selection.set(people);
      setFound({ count: people.length, leftOut });
    } catch (cause) {
      if (!controller.signal.aborted) setError(cause);
    } finally {
      if (walk.current === controller) setReading(undefined);
    }
  }

  return {
    reading,
    error,
    leftOut: found?.count === selection.people.length ? found.leftOut : undefined,
    select: () => void select(),
    cancel: () => {
      walk.current?.abort();
      setReading(undefined);
    },
  };
}
