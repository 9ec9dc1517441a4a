import { describe, expect, it } from "vitest";
import { ProblemError } from "@/api/problems";
import type { Person } from "../person";
import {
  due,
  IN_FLIGHT,
  isOver,
  leftOver,
  type Result,
  type Run,
  runOf,
  settled,
  started,
  stopped,
  tally,
  tryAgain,
} from "./run";

const person = (id: string): Person => ({ id, kind: "member", list: "active", name: id, email: "", role: "member" });
const people = (count: number) => Array.from({ length: count }, (_, at) => person(`mem_${at}`));
let keys = 0;
const newKey = () => `key_${keys++}`;
const begin = (count: number) => runOf(people(count), newKey);
const problem = (code: string, more = {}) =>
  new ProblemError({ type: `/problems/${code}`, title: code, status: 400, ...more });

const done: Result = { kind: "done", after: undefined };
const failed: Result = { kind: "failed", error: problem("admin-target") };
const busy = (retry_after?: number): Result => ({ kind: "busy", error: problem("too-many", { retry_after }) });
const settle = (run: Run, at: number, result: Result, now = 0) => settled(run, at, result, now, 0);
/** Starts what is due, and settles it all. */
const round = (run: Run, result: (at: number) => Result, now = 0) => {
  const positions = due(run, now);
  return positions.reduce((all, at) => settle(all, at, result(at), now), started(run, positions));
};

describe("a run", () => {
  it("has six calls under way, and as one ends the next one starts", () => {
    const run = started(begin(8), due(begin(8), 0));
    expect(run.items.filter(({ state }) => state === "running")).toHaveLength(IN_FLIGHT);
    expect(due(run, 0)).toEqual([]);
    expect(due(settle(run, 2, done), 0)).toEqual([6]);
  });

  it("is over when every call has ended, done or failed", () => {
    let run = begin(8);
    run = round(run, (at) => (at === 1 ? failed : done));
    expect(isOver(run)).toBe(false);
    run = round(run, () => done);
    expect(isOver(run)).toBe(true);
    expect(tally(run)).toEqual({ all: 8, done: 7, failed: 1, settled: 8 });
  });

  it("of nobody is over at once", () => expect(isOver(begin(0))).toBe(true));

  it("of two thousand takes every one of them once", () => {
    let run = begin(2000);
    let calls = 0;
    while (!isOver(run)) {
      run = round(run, () => {
        calls++;
        return done;
      });
    }
    expect(calls).toBe(2000);
  });
});

describe("while the service is busy", () => {
  it.each([
    ["as long as it says", busy(7), 7000],
    ["half a second at first when it says nothing", busy(), 500],
  ])("nothing is sent, %s", (_what, result, wait) => {
    const run = settle(started(begin(9), [0]), 0, result, 1000);
    expect(due(run, 1000 + wait - 1)).toEqual([]);
    expect(due(run, 1000 + wait)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("each wait is twice the one before, up to six tries, and then it has failed", () => {
    let run = begin(1);
    const waits: number[] = [];
    while (!isOver(run)) {
      run = settle(started(run, [0]), 0, busy(), 0);
      waits.push(run.heldUntil);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    expect(tally(run).failed).toBe(1);
  });

  it("a try keeps its key, so that nothing is done twice", () => {
    const run = started(begin(1), [0]);
    expect(settle(run, 0, busy()).items[0]?.key).toBe(run.items[0]?.key);
  });

  it("nobody waits for more than a minute", () => {
    const run = settle(started(begin(2), [0]), 0, busy(3600));
    expect(run.items[0]?.state).toBe("failed");
    expect(due(run, 0)).toEqual([1]);
  });
});

describe("a run that is stopped", () => {
  it("sends nothing more and is over when what is under way has ended", () => {
    const run = stopped(started(begin(9), [0, 1]));
    expect(due(run, 0)).toEqual([]);
    expect(isOver(run)).toBe(false);
    expect(isOver(settle(settle(run, 0, done), 1, failed))).toBe(true);
  });

  it.each(["unauthenticated", "membership-suspended"])("stops by itself when nothing would be answered: %s", (code) => {
    const run = settle(started(begin(9), [0]), 0, { kind: "failed", error: problem(code) });
    expect(isOver(run)).toBe(true);
    expect(tally(run)).toEqual({ all: 9, done: 0, failed: 1, settled: 1 });
  });
});

it("what failed and what was not tried can be tried again, with new keys; what is done stays done", () => {
  const ended = stopped(round(begin(8), (at) => (at < 4 ? done : failed)));
  expect(leftOver(ended).map(({ id }) => id)).toEqual(["mem_4", "mem_5", "mem_6", "mem_7"]);
  const again = tryAgain(ended, newKey);
  expect(due(again, 0)).toEqual([4, 5, 6, 7]);
  expect(again.items[4]?.key).not.toBe(ended.items[4]?.key);
  expect(tally(round(again, () => done))).toEqual({ all: 8, done: 8, failed: 0, settled: 8 });
});
