import { describe, expect, it } from "vitest";
import type { InviteResult } from "@/api/types";
import { parseAddresses } from "./addresses";
import { type Batch, batchesOf, outcomesOf, sendBatches } from "./sending";

const people = (count: number) =>
  parseAddresses(Array.from({ length: count }, (_, at) => `p${at}@x.example`).join("\n"));
const invited = (batch: Batch): InviteResult[] => batch.entries.map(({ email }) => ({ email, outcome: "invited" }));

describe("a bulk invite", () => {
  it("goes in parts of 100, each with a key of its own", () => {
    const batches = batchesOf(people(250));
    expect(batches.map(({ entries }) => entries.length)).toEqual([100, 100, 50]);
    expect(new Set(batches.map(({ key }) => key)).size).toBe(3);
  });

  it("goes on after a failure where it stopped, with the same key", async () => {
    const batches = batchesOf(people(250));
    const sent: string[] = [];
    const failOnce = async (batch: Batch) => {
      sent.push(batch.key);
      if (sent.length === 2) throw new Error("no reply");
      return invited(batch);
    };
    const progress: number[] = [];
    await expect(sendBatches(batches, failOnce, (_batch, done) => progress.push(done))).rejects.toThrow("no reply");
    expect(outcomesOf(batches, []).filter(({ outcome }) => outcome === "not_sent")).toHaveLength(150);
    await sendBatches(batches, failOnce, (_batch, done) => progress.push(done));
    expect(sent).toEqual([batches[0]?.key, batches[1]?.key, batches[1]?.key, batches[2]?.key]);
    expect(progress).toEqual([100, 200, 250]);
  });

  it("gives each address its own outcome, and the bad ones too", async () => {
    const batches = batchesOf(people(2));
    await sendBatches(
      batches,
      async () => [
        { email: "p0@x.example", outcome: "already_member" },
        { email: "p1@x.example", outcome: "invited" },
      ],
      () => {},
    );
    const outcomes = outcomesOf(batches, parseAddresses("nonsense"));
    expect(outcomes.map(({ entry, outcome }) => [entry.email, outcome])).toEqual([
      ["p0@x.example", "already_member"],
      ["p1@x.example", "invited"],
      ["nonsense", "invalid"],
    ]);
  });
});
