import { answer, api, writing } from "@/api/client";
import { isProblem } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { InviteResult } from "@/api/types";
import { keepOwnWrites } from "../own-writes-store";
import { type Batch, bodyOf, type Job } from "./job";
import { keepJob } from "./kept";
import { replyOf } from "./reply";
import type { Reply, World } from "./runner";

/** Longer than any gateway waits. */
const CALL_TIMEOUT_MS = 60_000;

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
    // The page asks to sign in, and leads back here.
    if (isProblem(error, "unauthenticated")) void queryClient.invalidateQueries({ queryKey: sessionKey });
    return replyOf(error);
  }
}

/** The counts of the lists are seconds late. The rows are too many to be shown before the lists have them. */
function countInvited(org: string, results: InviteResult[]) {
  const ids = results.flatMap(({ outcome, invitation }) => (outcome === "invited" && invitation ? invitation.id : []));
  keepOwnWrites(
    org,
    ids.map((id) => ({ id, from: null, to: "invited" })),
  );
}
