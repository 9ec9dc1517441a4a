import { mayPass, ProblemError, problemCode, problemWords, requestIdOf } from "@/api/problems";
import type { Reply } from "./runner";

const LONGEST_WAIT_MS = 120_000;

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
