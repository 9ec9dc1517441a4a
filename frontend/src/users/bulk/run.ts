import { isProblem, retryAfterOf } from "@/api/problems";
import type { Person } from "../person";

// One action on many people, as a state machine: every function gives the run as it is afterwards, and none does anything.
// run-driver.ts makes the calls.

/** So many calls are under way at once. */
export const IN_FLIGHT = 6;
/** So often a call is made while the service is busy. */
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** Who is to come again later than this is told so: nobody sits in front of it so long. */
const LONGEST_RETRY_AFTER_S = 60;

/** What became of a call for one person. */
export type Result =
  /** Done, by this call or by somebody who was faster. `after` is undefined when they are gone. */
  | { kind: "done"; after: Person | undefined; byOther?: boolean }
  /** Refused. `now` is how they stand, where that is the reason: undefined when they are gone. */
  | { kind: "failed"; error: unknown; faster?: { now: Person | undefined } }
  /** Nobody knows, or not now: the same call may be made again. */
  | { kind: "busy"; error: unknown };

export type Failure = Extract<Result, { kind: "failed" }>;

export type Item = {
  person: Person;
  state: "waiting" | "running" | "done" | "failed";
  /** The Idempotency-Key of this intention: it stays when the call is made again after a reply was lost. */
  key: string;
  tries: number;
  failure?: Failure;
};

export type Run = {
  items: readonly Item[];
  /** Nothing is sent before this time, in milliseconds: the service is busy. */
  heldUntil: number;
  /** Nothing more is sent: by the actor's wish, or because no call would be answered otherwise. */
  stopped: boolean;
};

/** A run of which nothing has been sent. */
export function runOf(people: Person[], newKey: () => string): Run {
  return { items: people.map((person) => waiting(person, newKey())), heldUntil: 0, stopped: false };
}

/** Whose calls are to be made now, as positions in `items`. */
export function due({ items, heldUntil, stopped }: Run, now: number): number[] {
  if (stopped || now < heldUntil) return [];
  const free = IN_FLIGHT - items.filter(({ state }) => state === "running").length;
  const positions: number[] = [];
  for (let at = 0; at < items.length && positions.length < free; at++) {
    if (items[at]?.state === "waiting") positions.push(at);
  }
  return positions;
}

/** These calls are under way. */
export function started(run: Run, positions: number[]): Run {
  return positions.reduce(
    (all, at) => changed(all, at, (item) => ({ ...item, state: "running", tries: item.tries + 1 })),
    run,
  );
}

/** A call has ended. `random` is in [0, 1). */
export function settled(run: Run, at: number, result: Result, now: number, random: number): Run {
  switch (result.kind) {
    case "done":
      return changed(run, at, (item) => ({ ...item, state: "done", failure: undefined }));
    case "failed": {
      const failed = changed(run, at, (item) => ({ ...item, state: "failed", failure: result }));
      return endsAll(result.error) ? stopped(failed) : failed;
    }
    case "busy": {
      const tries = run.items[at]?.tries ?? 0;
      const wait = waitAfter(result.error, tries, random);
      if (wait === undefined || tries >= MOST_TRIES) {
        return settled(run, at, { kind: "failed", error: result.error }, now, random);
      }
      const back = changed(run, at, (item) => ({ ...item, state: "waiting" }));
      return { ...back, heldUntil: Math.max(run.heldUntil, now + wait) };
    }
  }
}

/** Sends nothing more; what is under way is finished. */
export function stopped(run: Run): Run {
  return { ...run, stopped: true };
}

/** Goes on with those for whom it is not done, each with a new intention. */
export function tryAgain({ items }: Run, newKey: () => string): Run {
  const again = items.map((item): Item => (item.state === "done" ? item : waiting(item.person, newKey())));
  return { items: again, heldUntil: 0, stopped: false };
}

/** For whom it is not done. */
export function leftOver({ items }: Run): Person[] {
  return items.filter(({ state }) => state !== "done").map(({ person }) => person);
}

/** Whether nothing is under way and nothing will be. */
export function isOver({ items, stopped }: Run): boolean {
  return items.every(({ state }) => state === "done" || state === "failed" || (stopped && state === "waiting"));
}

/** How far it is. */
export function tally({ items }: Run): { all: number; done: number; failed: number; settled: number } {
  const count = (wanted: Item["state"]) => items.filter(({ state }) => state === wanted).length;
  const [done, failed] = [count("done"), count("failed")];
  return { all: items.length, done, failed, settled: done + failed };
}

/** The milliseconds until the next try; undefined when it is not worth waiting for. */
function waitAfter(error: unknown, tries: number, random: number): number | undefined {
  const asked = retryAfterOf(error);
  if (asked !== undefined && asked > LONGEST_RETRY_AFTER_S) return undefined;
  const own = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS) * (1 + random / 2);
  return Math.max(own, (asked ?? 0) * 1000);
}

/** Whether every other call would be refused in the same way. */
function endsAll(error: unknown): boolean {
  return isProblem(
    error,
    "unauthenticated",
    "two-factor-required",
    "two-factor-enrolment-required",
    "membership-suspended",
    "membership-pending",
  );
}

function waiting(person: Person, key: string): Item {
  return { person, state: "waiting", key, tries: 0 };
}

function changed(run: Run, at: number, how: (item: Item) => Item): Run {
  const items = [...run.items];
  const item = items[at];
  if (item) items[at] = how(item);
  return { ...run, items };
}
