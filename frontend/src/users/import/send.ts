import { answer, api, writing } from "@/api/client";
import { isProblem, mayPass, ProblemError, problemCode, problemWords, requestIdOf } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { InviteResult } from "@/api/types";
import { keepOwnWrites } from "../own-writes-store";
import { type Batch, bodyOf, type Job } from "./job";
import { keepJob } from "./kept";
import type { Reply, World } from "./runner";

/** Longer than any gateway waits. */
const CALL_TIMEOUT_MS = 60_000;
const LONGEST_WAIT_MS = 120_000;

/** The world as it is. */
export const world: World = {
  send,
  keep: keepJob,
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  newKey: () => crypto.randomUUID(),
  random: Math.random,
};

async function send(job: Job, batch: Batch): Promise<Reply> {
  try {
    const { results } = await answer(
      api.POST("/v1/organizations/{org}/invitations", {
        params: { path: { org: job.org } },
        headers: writing({ key: batch.key }),
        body: bodyOf(job, batch),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      }),
    );
    countInvited(job.org, results);
    return { kind: "answered", results: results.map(({ outcome, detail }) => ({ outcome, detail })) };
  } catch (error) {
    const reply = replyOf(error);
    if (isProblem(error, "unauthenticated")) queryClient.setQueryData(sessionKey, null);
    return reply;
  }
}

/** What a problem means for the call that met it. */
export function replyOf(error: unknown): Reply {
  const trouble = { code: problemCode(error), requestId: requestIdOf(error) };
  // A conflict may leave some of the rows written: the same key completes them.
  if (mayPass(error) || trouble.code === "conflict") return { kind: "later", wait: waitOf(error), trouble };
  if (["exceeds-own-grants", "invalid", "too-large"].includes(trouble.code)) {
    return { kind: "refused", detail: refusalWords(error) };
  }
  return { kind: "stop", trouble };
}

/** Milliseconds that the server asks for, within reason. */
function waitOf(error: unknown): number | undefined {
  const seconds = error instanceof ProblemError ? error.problem.retry_after : undefined;
  return seconds === undefined ? undefined : Math.min(seconds * 1000, LONGEST_WAIT_MS);
}

function refusalWords(error: unknown): string {
  const first = error instanceof ProblemError ? error.problem.errors?.[0] : undefined;
  return first?.message ?? problemWords(error);
}

/** The counts of the lists are seconds late. The rows are too many to be shown before the lists have them. */
function countInvited(org: string, results: InviteResult[]) {
  const ids = results.flatMap(({ outcome, invitation }) => (outcome === "invited" && invitation ? invitation.id : []));
  keepOwnWrites(
    org,
    ids.map((id) => ({ id, from: null, to: "invited" })),
  );
}
