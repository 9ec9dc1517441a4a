import type { InviteResult } from "@/api/types";
import type { Entry } from "./check";

// An import as a state machine, apart from everything that sends, keeps or shows it. Every function gives a new job.

/** One row of the file on its way to an outcome. */
export type JobRow = { line: number; entry: Entry };

/**
 * What became of a row: the server's outcome; or the server refused the call with it (`refused`); or it was not sent,
 * because it was bad or taken out (`left_out`).
 */
export type Outcome = { outcome: InviteResult["outcome"] | "refused" | "left_out"; detail?: string };

/** Rows that go in one call. As long as the call is not answered, the key belongs to exactly these rows. */
export type Batch = { key: string; rows: number[] };

/** Why it waits, or stopped by itself: the code of a problem, or `not_kept`. */
export type Trouble = { code: string; requestId?: string };

/**
 * An import. Every row has either an outcome or a place in exactly one batch. Whoever loads a job that was kept takes
 * calls that were under way for never answered, and makes them again with the same keys: the server knows them.
 */
export type Job = {
  /** Who sends it: nobody else sees or goes on with it. */
  user: string;
  org: string;
  file: string;
  /** Milliseconds since 1970. The server knows keys for a day. */
  begunAt: number;
  message: string;
  rows: JobRow[];
  outcomes: (Outcome | null)[];
  /** Not answered yet. */
  batches: Batch[];
  /** Keys of the calls under way. */
  inFlight: string[];
  running: boolean;
  trouble?: Trouble;
};

/** The API takes so many at once. */
export const BATCH = 100;

/** Calls under way at the same time. */
export const IN_FLIGHT = 2;

/** How long a job is kept: as long as the server knows its keys, less an hour for clocks that differ. */
export const KEEP_MS = 23 * 3600 * 1000;

/** What a job is begun with. `leftOut` are the rows that are not sent, and why. */
export type Beginning = {
  user: string;
  org: string;
  file: string;
  message: string;
  good: JobRow[];
  leftOut: { row: JobRow; why: string }[];
};

/** A job before its first call. It has to be kept before it runs. */
export function begin({ good, leftOut, ...of }: Beginning, newKey: () => string, now: number): Job {
  const all = [
    ...good.map((row) => ({ row, outcome: null })),
    ...leftOut.map(({ row, why }) => ({ row, outcome: { outcome: "left_out", detail: why } satisfies Outcome })),
  ].sort((one, other) => one.row.line - other.row.line);
  const rows = all.map(({ row }) => row);
  const outcomes = all.map(({ outcome }) => outcome);
  const open = outcomes.flatMap((outcome, at) => (outcome ? [] : at));
  return { ...of, begunAt: now, rows, outcomes, batches: batchesOf(open, newKey), inFlight: [], running: false };
}

function batchesOf(rows: number[], newKey: () => string): Batch[] {
  const batches: Batch[] = [];
  for (let at = 0; at < rows.length; at += BATCH) batches.push({ key: newKey(), rows: rows.slice(at, at + BATCH) });
  return batches;
}

/** The body of a batch's call: the same as long as the batch lives. */
export function bodyOf(job: Job, batch: Batch) {
  const invitations = batch.rows.flatMap((at) => job.rows[at]?.entry ?? []);
  // Nobody takes the grants of the whole call; a role has to stand there all the same.
  return { invitations, role: "guest" as const, ...(job.message && { message: job.message }), send_email: true };
}

/** Where a job is. `stopping`: nothing more is sent, but calls are under way. */
export function phaseOf(job: Job): "running" | "stopping" | "paused" | "finished" {
  if (job.batches.length === 0) return "finished";
  if (job.running) return "running";
  return job.inFlight.length > 0 ? "stopping" : "paused";
}

/** Runs it, for the first time or again. */
export function resume(job: Job): Job {
  return { ...job, running: true, trouble: undefined };
}

/** Sends nothing more. What is under way is waited for. */
export function stop(job: Job, trouble?: Trouble): Job {
  return { ...job, running: false, trouble };
}

/** A job as it was kept, in a page that has nothing under way. */
export function restored(job: Job): Job {
  return { ...job, running: false, inFlight: [] };
}

/** The batch to send now, or undefined when enough is under way or nothing is left. A server in trouble gets one at a time. */
export function nextBatch(job: Job): Batch | undefined {
  if (!job.running || job.inFlight.length >= (job.trouble ? 1 : IN_FLIGHT)) return undefined;
  return job.batches.find(({ key }) => !job.inFlight.includes(key));
}

/** The batch is under way. */
export function sent(job: Job, key: string): Job {
  return { ...job, inFlight: [...job.inFlight, key] };
}

/** A call failed; others of the kind may, too. */
export function troubled(job: Job, trouble: Trouble): Job {
  return { ...job, trouble };
}

/** The call came to nothing that is known: it will be made again with the same key, after the others. */
export function unanswered(job: Job, key: string): Job {
  const [again, others] = [
    job.batches.filter((batch) => batch.key === key),
    job.batches.filter((batch) => batch.key !== key),
  ];
  return { ...job, inFlight: job.inFlight.filter((other) => other !== key), batches: [...others, ...again] };
}

/** The server answered with an outcome for each row. */
export function answered(job: Job, key: string, results: Outcome[]): Job {
  return settle(job, key, (place) => results[place] ?? { outcome: "refused" });
}

/**
 * The server refused the whole call and did nothing. One row may have spoiled it for the others: so they are sent as two
 * calls, with new keys, until it is alone.
 */
export function refused(job: Job, key: string, detail: string, newKey: () => string): Job {
  const batch = job.batches.find((other) => other.key === key);
  if (!batch || batch.rows.length === 1) return settle(job, key, () => ({ outcome: "refused", detail }));
  const half = Math.ceil(batch.rows.length / 2);
  const halves = [batch.rows.slice(0, half), batch.rows.slice(half)].map((rows) => ({ key: newKey(), rows }));
  const batches = job.batches.flatMap((other) => (other.key === key ? halves : other));
  return { ...unanswered(job, key), trouble: undefined, batches };
}

function settle(job: Job, key: string, outcomeOf: (place: number) => Outcome): Job {
  const batch = job.batches.find((other) => other.key === key);
  if (!batch) return job;
  const outcomes = [...job.outcomes];
  for (const [place, row] of batch.rows.entries()) outcomes[row] = outcomeOf(place);
  return {
    ...unanswered(job, key),
    trouble: undefined,
    outcomes,
    batches: job.batches.filter((other) => other !== batch),
  };
}

/** Whether sending a row again may end otherwise. */
export function mayTryAgain(outcome: Outcome | null | undefined): boolean {
  return (
    outcome?.outcome === "over_limit" || outcome?.outcome === "refused" || outcome?.outcome === "domain_not_allowed"
  );
}

/**
 * Those that failed and may end otherwise, to be sent anew with new keys; the others keep their outcomes. Only of a
 * finished job: what is not answered yet has its keys already.
 */
export function tryFailuresAgain(job: Job, newKey: () => string, now: number): Job {
  if (phaseOf(job) !== "finished") return job;
  const again = job.outcomes.flatMap((outcome, at) => (mayTryAgain(outcome) ? at : []));
  const outcomes = job.outcomes.map((outcome) => (mayTryAgain(outcome) ? null : outcome));
  return { ...job, begunAt: now, outcomes, batches: batchesOf(again, newKey) };
}

/** How many rows have an answer, and how many are to get one: rows that were left out count for nothing. */
export function progressOf(job: Job): { done: number; all: number } {
  const all = job.outcomes.filter((outcome) => outcome?.outcome !== "left_out").length;
  return { all, done: all - job.outcomes.filter((outcome) => outcome === null).length };
}

/** Whether a kept job is too old for its keys: it is forgotten instead of shown. */
export function isOld(job: Job, now: number): boolean {
  return now - job.begunAt > KEEP_MS;
}
