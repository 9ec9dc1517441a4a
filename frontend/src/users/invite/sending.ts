import type { InviteResult } from "@/api/types";
import type { AddressEntry } from "./addresses";

/** The API takes so many at once. */
export const BATCH = 100;

/** A part of a bulk invite. The key stays the same when it is tried again, so that nobody is invited twice. */
export type Batch = { key: string; entries: AddressEntry[]; results?: InviteResult[] };

/** Parts of at most 100, each with an Idempotency-Key of its own. */
export function batchesOf(entries: AddressEntry[]): Batch[] {
  const batches: Batch[] = [];
  for (let at = 0; at < entries.length; at += BATCH) {
    batches.push({ key: crypto.randomUUID(), entries: entries.slice(at, at + BATCH) });
  }
  return batches;
}

/**
 * Sends what has no result yet, one part after another, and tells after each how far it is.
 * Throws what `send` throws; the parts that were answered keep their results, and calling again goes on from there.
 */
export async function sendBatches(
  batches: Batch[],
  send: (batch: Batch) => Promise<InviteResult[]>,
  onAnswered: (batch: Batch, done: number) => void,
): Promise<void> {
  let done = 0;
  for (const batch of batches) {
    if (!batch.results) {
      batch.results = await send(batch);
      onAnswered(batch, done + batch.entries.length);
    }
    done += batch.entries.length;
  }
}

/** What became of one address: its entry, and its outcome or "not_sent". */
export type AddressOutcome = {
  entry: AddressEntry;
  outcome: InviteResult["outcome"] | "not_sent";
  result?: InviteResult;
};

/** The outcome of every address, the bad ones that were never sent included. */
export function outcomesOf(batches: Batch[], bad: AddressEntry[]): AddressOutcome[] {
  const sent = batches.flatMap(({ entries, results }) =>
    entries.map((entry, at): AddressOutcome => {
      const result = results?.[at];
      return { entry, result, outcome: result?.outcome ?? "not_sent" };
    }),
  );
  return [...sent, ...bad.map((entry): AddressOutcome => ({ entry, outcome: "invalid" }))];
}
