import { useEffect, useRef, useState } from "react";
import { queryClient, sessionKey } from "@/api/query-client";
import { sendWrite, type Write } from "../actions/person-writes";
import { listsKey } from "../list/people-query";
import type { OwnWrite } from "../own-writes";
import { keepOwnWrites } from "../own-writes-store";
import { isOver as isInvitationOver, type PeopleList, type Person } from "../person";
import { personQuery } from "../person-query";
import { attempt } from "./attempt";
import type { BulkAction } from "./bulk-rights";
import { type Item, isOver, type Result, type Run, runOf, tryAgain } from "./run";
import { type Driver, drive } from "./run-driver";

/** The page follows a run in steps: hundreds of answers are not drawn one by one. */
const STEP_MS = 200;

/** Does one action to many people, merges what was done into lists and counts, and follows how far it is. */
export function useBulkRun(org: string, action: BulkAction) {
  const [run, setRun] = useState<Run>();
  const driver = useRef<Driver>(undefined);
  const write = useRef<Write>(action);
  // Leaving ends it: nothing would tell of the rest.
  useEffect(() => () => driver.current?.stop(), []);

  function follow(begun: Run) {
    let latest = begun;
    let writes: Omit<OwnWrite, "at">[] = [];
    let timer: number | undefined;
    const step = () => {
      timer = undefined;
      setRun(latest);
      if (writes.length > 0) keepOwnWrites(org, writes);
      writes = [];
    };
    setRun(begun);
    driver.current = drive(begun, {
      attempt: ({ person, key }) =>
        attempt(action, person, key, {
          write: (now, with_) => sendWrite(org, now, write.current, with_),
          read: (id) => queryClient.fetchQuery({ ...personQuery(org, id), retry: false }),
        }),
      onSettled: (now, item, result) => {
        latest = now;
        const own = ownWrite(item, result);
        if (own) writes.push(own);
        timer ??= window.setTimeout(step, STEP_MS);
      },
    });
    void driver.current.over.then((ended) => {
      window.clearTimeout(timer);
      latest = ended;
      step();
      // Their pages, and whatever went with them, are asked for again.
      queryClient.removeQueries({ queryKey: ["organization", org, "person"], type: "inactive" });
      void queryClient.invalidateQueries({ queryKey: listsKey(org) });
      // Who was signed out or suspended meanwhile is told so.
      if (ended.stopped) void queryClient.invalidateQueries({ queryKey: sessionKey });
    });
  }

  return {
    run,
    running: run !== undefined && !isOver(run),
    start: (people: Person[], how: Write) => {
      write.current = how;
      follow(runOf(people, newKey));
    },
    stop: () => driver.current?.stop(),
    again: () => run && follow(tryAgain(run, newKey)),
  };
}

/** What the lists, seconds late, may still lack; undefined when nothing changed. */
function ownWrite({ person }: Item, result: Result): Omit<OwnWrite, "at"> | undefined {
  if (result.kind === "done") {
    const to = listOf(result.after);
    // What somebody else did is in the counts already.
    return { id: person.id, from: result.byOther ? to : person.list, to, person: to ? result.after : undefined };
  }
  if (result.kind === "busy" || !result.faster) return undefined;
  const to = listOf(result.faster.now);
  return { id: person.id, from: to, to, person: to ? result.faster.now : undefined };
}

function listOf(person: Person | undefined): PeopleList | null {
  return person && !isInvitationOver(person) ? person.list : null;
}

function newKey(): string {
  return crypto.randomUUID();
}
