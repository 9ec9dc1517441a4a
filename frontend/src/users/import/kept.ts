import { clear, createStore, del, get, set } from "idb-keyval";
import { isOld, type Job } from "./job";
import { clearMark, isMarked, setMark } from "./mark";

// Jobs are kept in IndexedDB, which outlives the tab and has room for thousands of rows. Addresses stay there only as
// long as the job: until it is done or given up, until its sender signs out, and never longer than its keys are good for.
const store = createStore("roster-import", "jobs");
const placeOf = (org: string, user: string) => `${org} ${user}`;

/** Keeps a job that begins. Throws when the browser keeps nothing or has no room. */
export async function keepNewJob(job: Job): Promise<void> {
  await set(placeOf(job.org, job.user), job, store);
  setMark(job.org);
}

/** Keeps a job in the place of its older self; one that was forgotten meanwhile (somebody signed out) stays so: it throws. */
export async function keepJob(job: Job): Promise<void> {
  if (!isMarked(job.org)) throw new Error("this import was forgotten");
  await set(placeOf(job.org, job.user), job, store);
}

/** The job that this person left in this organization, or null. */
export async function keptJob(org: string, user: string): Promise<Job | null> {
  const job = await get<Job>(placeOf(org, user), store);
  if (!job || !isOld(job, Date.now())) return job ?? null;
  await forgetJob(org, user);
  return null;
}

/** The job is done or given up. */
export async function forgetJob(org: string, user: string): Promise<void> {
  clearMark(org);
  await del(placeOf(org, user), store);
}

/** Every job of everybody in this browser. */
export function forgetAll(): Promise<void> {
  return clear(store);
}
