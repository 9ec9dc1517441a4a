import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problems";
import type { Person } from "../person";
import { IN_FLIGHT, type Item, type Result, runOf, tally } from "./run";
import { drive } from "./run-driver";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const person = (at: number): Person => ({
  id: `mem_${at}`,
  kind: "member",
  list: "active",
  name: "",
  email: "",
  role: "member",
});
const many = (count: number) =>
  runOf(
    Array.from({ length: count }, (_, at) => person(at)),
    () => "key",
  );
const busy: Result = {
  kind: "busy",
  error: new ProblemError({ type: "/problems/too-many", title: "", status: 429, retry_after: 5 }),
};
const done: Result = { kind: "done", after: undefined };

/** Drives a run whose calls take 100 ms each. */
function driven(count: number, answer: (item: Item, call: number) => Result) {
  let [calls, under, most] = [0, 0, 0];
  const attempt = async (item: Item) => {
    most = Math.max(most, ++under);
    const call = calls++;
    await new Promise((next) => setTimeout(next, 100));
    under--;
    return answer(item, call);
  };
  const settledAt: number[] = [];
  const driver = drive(many(count), { attempt, onSettled: () => settledAt.push(Date.now()) });
  return { driver, settledAt, most: () => most, calls: () => calls };
}

describe("the driver", () => {
  it("makes all the calls, six at once", async () => {
    const { driver, most, calls } = driven(312, () => done);
    await vi.runAllTimersAsync();
    expect(tally(await driver.over)).toEqual({ all: 312, done: 312, failed: 0, settled: 312 });
    expect([most(), calls()]).toEqual([IN_FLIGHT, 312]);
  });

  it("makes none while the service asks to wait", async () => {
    const begin = Date.now();
    const { driver, settledAt } = driven(12, (_item, call) => (call === 0 ? busy : done));
    await vi.runAllTimersAsync();
    expect(tally(await driver.over).done).toBe(12);
    expect(settledAt.filter((at) => at - begin > 100 && at - begin < 5200)).toEqual([]);
  });

  it("ends what is under way when it is stopped, and waits for nothing", async () => {
    const { driver, calls } = driven(100, () => busy);
    await vi.advanceTimersByTimeAsync(150);
    driver.stop();
    expect(tally(await driver.over)).toEqual({ all: 100, done: 0, failed: 0, settled: 0 });
    expect(calls()).toBe(IN_FLIGHT);
  });

  it("goes on when a call breaks", async () => {
    const { driver } = driven(3, (_item, call) => {
      if (call === 1) throw new TypeError("broken");
      return done;
    });
    await vi.runAllTimersAsync();
    expect(tally(await driver.over)).toMatchObject({ done: 2, failed: 1 });
  });
});
