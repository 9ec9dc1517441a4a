import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "./check";
import {
  BATCH,
  begin,
  bodyOf,
  IN_FLIGHT,
  type Job,
  type JobRow,
  phaseOf,
  progressOf,
  restored,
  tryFailuresAgain,
} from "./job";
import { type Reply, Runner, type World } from "./runner";

/** On a machine that others use too. */
const TEST_TIMEOUT_MS = 60_000;

const person = (at: number): JobRow => ({
  line: at + 2,
  entry: { email: `p${at}@x.example`, role: "guest", permissions: [], ad_account_roles: [] },
});
const people = (count: number) => Array.from({ length: count }, (_, at) => person(at));

let lastKey = 0;
const newKey = () => `key-${++lastKey}`;
const jobOf = (count: number, leftOut = 0): Job =>
  begin(
    {
      user: "usr_1",
      org: "1",
      file: "people.csv",
      message: "",
      good: people(count),
      leftOut: people(leftOut).map((row) => ({ row: { ...row, line: row.line + count }, why: "bad" })),
    },
    newKey,
    0,
  );

/** What a call meets. `lost`: the server does it and the answer never arrives. */
type Weather = "fine" | "lost" | "unreachable" | "too_many" | "signed_out";

/** A server that keeps keys as the real one does: the same key and body get the first answer, another body is a mistake. */
function fakeServer({ spoilt = new Set<string>() } = {}) {
  const answers = new Map<string, { body: string; reply: Reply }>();
  const members = new Map<string, number>();
  let underWay = 0;
  let most = 0;
  return {
    members,
    most: () => most,
    async send(job: Job, key: string, rows: number[], weather: Weather): Promise<Reply> {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      if (weather === "unreachable") return { kind: "later", trouble: { code: "unreachable" } };
      if (weather === "too_many") return { kind: "later", wait: 5, trouble: { code: "too-many" } };
      if (weather === "signed_out") return { kind: "stop", trouble: { code: "unauthenticated" } };
      const body = JSON.stringify(bodyOf(job, { key, rows }));
      const known = answers.get(key);
      if (known && known.body !== body) throw new Error("the same key came with another body");
      const reply = known?.reply ?? this.act(job, rows);
      answers.set(key, { body, reply });
      return weather === "lost" ? { kind: "later", trouble: { code: "unreachable" } } : reply;
    },
    act(job: Job, rows: number[]): Reply {
      const entries = rows.map((at) => job.rows[at]?.entry as Entry);
      if (entries.some(({ email }) => spoilt.has(email))) return { kind: "refused", detail: "not yours to give" };
      const results = entries.map(({ email }) => {
        const before = members.get(email) ?? 0;
        if (before === 0) members.set(email, 1);
        return { outcome: before === 0 ? ("invited" as const) : ("already_invited" as const) };
      });
      return { kind: "answered", results };
    },
  };
}

type Server = ReturnType<typeof fakeServer>;

/** A page: it has what was kept and nothing else. When it crashes, its calls may still arrive, but it hears of nothing. */
function page(server: Server, disk: { job: Job }, weathers: Weather[], crashAfter: number) {
  let calls = 0;
  let crashed = false;
  const forever = new Promise<never>(() => {});
  let crash = () => {};
  const gone = new Promise<void>((resolve) => {
    crash = () => {
      crashed = true;
      resolve();
    };
  });
  const world: World = {
    send: async (job, batch) => {
      calls += 1;
      const kept = disk.job.batches.find(({ key }) => key === batch.key);
      expect(kept?.rows, "a key is kept before it is used").toEqual(batch.rows);
      const reply = await server.send(job, batch.key, batch.rows, weathers.shift() ?? "fine");
      if (calls >= crashAfter) crash();
      return crashed ? forever : reply;
    },
    keep: async (job) => {
      if (crashed) return forever;
      disk.job = structuredClone(job);
    },
    wait: async () => {},
    newKey,
    random: () => 0.5,
  };
  const runner = new Runner(restored(disk.job), world);
  return { runner, ended: () => Promise.race([runner.run(), gone]) };
}

const weather = fc.constantFrom<Weather>("fine", "fine", "lost", "unreachable", "too_many", "signed_out");

describe("an import", () => {
  it("goes in calls of 100, each with a key of its own, and counts what was left out for nothing", () => {
    const job = jobOf(250, 3);
    expect(job.batches.map(({ rows }) => rows.length)).toEqual([100, 100, 50]);
    expect(new Set(job.batches.map(({ key }) => key)).size).toBe(3);
    expect(progressOf(job)).toEqual({ done: 0, all: 250 });
    expect(job.outcomes.filter(Boolean)).toHaveLength(3);
  });

  it(
    "invites everybody once whatever fails, and whenever the page is reloaded or crashes",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 430 }),
          fc.array(weather, { maxLength: 25 }),
          fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }),
          async (count, weathers, crashes) => {
            const server = fakeServer();
            const disk = { job: jobOf(count) };
            for (let visit = 0; phaseOf(disk.job) !== "finished"; visit++) {
              expect(visit, "visits until it is finished").toBeLessThan(60);
              await page(server, disk, weathers, crashes[visit] ?? Number.POSITIVE_INFINITY).ended();
            }
            // Repeats of an answered call say what the first answer said: nobody is "already invited".
            expect(disk.job.outcomes.every((outcome) => outcome?.outcome === "invited")).toBe(true);
            expect(server.members.size).toBe(count);
            expect(server.most()).toBeLessThanOrEqual(IN_FLIGHT);
          },
        ),
        { numRuns: 80 },
      );
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "gives every row an outcome or a place in one batch, at any time",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 450 }),
          fc.array(weather, { maxLength: 12 }),
          fc.array(fc.nat({ max: 449 }), { maxLength: 4 }),
          async (count, weathers, spoilt) => {
            const server = fakeServer({ spoilt: new Set(spoilt.map((at) => `p${at}@x.example`)) });
            const disk = { job: jobOf(count) };
            const { runner, ended } = page(server, disk, weathers, Number.POSITIVE_INFINITY);
            runner.subscribe(() => {
              const places = runner.job.batches.flatMap(({ rows }) => rows);
              const decided = runner.job.outcomes.flatMap((outcome, at) => (outcome ? at : []));
              expect([...places, ...decided].sort((one, other) => one - other)).toEqual(
                runner.job.rows.map((_, at) => at),
              );
              expect(runner.job.inFlight.length).toBeLessThanOrEqual(IN_FLIGHT);
              expect(Math.max(0, ...runner.job.batches.map(({ rows }) => rows.length))).toBeLessThanOrEqual(BATCH);
            });
            await ended();
          },
        ),
        { numRuns: 40 },
      );
    },
    TEST_TIMEOUT_MS,
  );

  it("finds the rows that a call is refused for, and sends all the others", async () => {
    const server = fakeServer({ spoilt: new Set(["p7@x.example", "p150@x.example"]) });
    const disk = { job: jobOf(230) };
    await page(server, disk, [], Number.POSITIVE_INFINITY).ended();
    const failed = disk.job.outcomes.flatMap((outcome, at) => (outcome?.outcome === "refused" ? at : []));
    expect(failed).toEqual([7, 150]);
    expect(server.members.size).toBe(228);
  });

  it("finishes what is under way when it is stopped, and goes on from there", async () => {
    const server = fakeServer();
    const disk = { job: jobOf(1000) };
    const { runner, ended } = page(server, disk, [], Number.POSITIVE_INFINITY);
    runner.subscribe(() => {
      if (progressOf(runner.job).done >= 300) runner.stop();
    });
    await ended();
    expect(phaseOf(disk.job)).toBe("paused");
    expect(disk.job.inFlight).toEqual([]);
    expect(server.members.size).toBe(progressOf(disk.job).done);
    expect(server.members.size).toBeLessThan(1000);
    await page(server, disk, [], Number.POSITIVE_INFINITY).ended();
    expect(phaseOf(disk.job)).toBe("finished");
    expect(server.members.size).toBe(1000);
  });

  it("stops by itself when the server stays away, and says why", async () => {
    const disk = { job: jobOf(500) };
    await page(fakeServer(), disk, Array(50).fill("unreachable"), Number.POSITIVE_INFINITY).ended();
    expect(phaseOf(disk.job)).toBe("paused");
    expect(disk.job.trouble).toEqual({ code: "unreachable" });
    expect(progressOf(disk.job).done).toBe(0);
  });

  it("sends nothing that could not be kept", async () => {
    const server = fakeServer();
    const runner = new Runner(jobOf(5), {
      send: (job, { key, rows }) => server.send(job, key, rows, "fine"),
      keep: () => Promise.reject(new Error("the disk is full")),
      wait: async () => {},
      newKey,
      random: Math.random,
    });
    await runner.run();
    expect(server.members.size).toBe(0);
    expect(runner.job.trouble).toEqual({ code: "not_kept" });
  });

  it("tries again only what may end otherwise, with new keys", async () => {
    const spoilt = new Set(["p3@x.example"]);
    const server = fakeServer({ spoilt });
    server.members.set("p4@x.example", 1);
    const disk = { job: jobOf(6, 2) };
    const firstKeys = disk.job.batches.map(({ key }) => key);
    await page(server, disk, [], Number.POSITIVE_INFINITY).ended();
    spoilt.clear();
    disk.job = tryFailuresAgain(disk.job, newKey, 1);
    expect(disk.job.batches.map(({ rows }) => rows)).toEqual([[3]]);
    expect(firstKeys).not.toContain(disk.job.batches[0]?.key);
    await page(server, disk, [], Number.POSITIVE_INFINITY).ended();
    expect(disk.job.outcomes.map((outcome) => outcome?.outcome)).toEqual([
      "invited",
      "invited",
      "invited",
      "invited",
      "already_invited",
      "invited",
      "left_out",
      "left_out",
    ]);
  });
});
