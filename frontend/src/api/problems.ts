import { t } from "@lingui/core/macro";

/** An RFC 9457 problem as the API sends it. `type` is "/problems/…". */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { location: string; message: string }[];
  request_id?: string;
  /** Seconds after which the same call may be made again, where the reply says so (Retry-After). */
  retry_after?: number;
};

/** The only error that calls to the API throw. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.title, options);
    this.name = "ProblemError";
  }
}

/** The problem in a reply that was not ok; replies that hold none (a gateway's page) become one. */
export function problemFrom(body: unknown, response: Response): Problem {
  const of = { request_id: response.headers.get("X-Request-Id") ?? undefined, ...retryAfter(response) };
  if (typeof body === "object" && body !== null && "type" in body && typeof body.type === "string") {
    return { ...of, ...(body as Problem) };
  }
  const type = response.status === 401 ? "unauthenticated" : response.status === 404 ? "not-found" : "internal";
  return { type: `/problems/${type}`, title: response.statusText, status: response.status, ...of };
}

/** Retry-After in seconds; it may also be a date (RFC 9110, 10.2.3). */
function retryAfter(response: Response): { retry_after?: number } {
  const given = response.headers.get("Retry-After");
  if (!given) return {};
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? {} : { retry_after: Math.max(0, seconds) };
}

/** No reply at all. */
export function unreachable(): Problem {
  return { type: "/problems/unreachable", title: "Unreachable", status: 0 };
}

/** The last part of a problem's type: "last-admin". Errors that are no problem are "internal". */
export function problemCode(error: unknown): string {
  return error instanceof ProblemError ? (error.problem.type.split("/").pop() ?? "internal") : "internal";
}

/** Whether an error is the problem of that code. */
export function isProblem(error: unknown, ...codes: string[]): boolean {
  return error instanceof ProblemError && codes.includes(problemCode(error));
}

/** The id that support asks for. */
export function requestIdOf(error: unknown): string | undefined {
  return error instanceof ProblemError ? error.problem.request_id : undefined;
}

/** Seconds after which the same call may be made again, where the reply said so. */
export function retryAfterOf(error: unknown): number | undefined {
  return error instanceof ProblemError ? error.problem.retry_after : undefined;
}

/** The message for one field, by the end of its location ("body.name" → "name"). */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.errors?.find(({ location }) => location === field || location.endsWith(`.${field}`))?.message;
}

/** Whether the same call may succeed if it is simply made again. */
export function mayPass(error: unknown): boolean {
  return isProblem(error, "unreachable", "unavailable", "internal", "too-many", "in-flight");
}

/**
 * The one place where a problem becomes words: what happened and what to do about it. Types that the page does not know
 * fall back to the problem's own detail.
 */
export function problemWords(error: unknown): string {
  const known = words(problemCode(error));
  if (known) return known;
  const detail = error instanceof ProblemError ? error.problem.detail : undefined;
  return detail || t`Something went wrong on our side. Try again in a moment.`;
}

function words(code: string): string | undefined {
  switch (code) {
    case "unreachable":
      return t`The server cannot be reached. Check your connection and try again.`;
    case "unauthenticated":
      return t`You are signed out. Sign in again to go on.`;
    case "two-factor-required":
      return t`This needs your second sign-in step. Finish signing in and try again.`;
    case "fresh-sign-in-required":
      return t`Nothing was changed: for this you have to confirm that it is you. Try again to do so.`;
    case "two-factor-enrolment-required":
      return t`This organization requires two-factor authentication. Turn it on under Security.`;
    case "forbidden":
      return t`You may not do this here. Ask an organization admin.`;
    case "wrong-origin":
      return t`This request came from another site. Reload the page and try again.`;
    case "membership-pending":
      return t`Your place in this organization waits for approval.`;
    case "membership-suspended":
      return t`Your place in this organization is suspended. Ask an organization admin.`;
    case "exceeds-own-grants":
      return t`This includes something that you do not hold yourself. Ask an organization admin to do it.`;
    case "admin-target":
      return t`Only an organization admin can change an organization admin.`;
    case "own-record":
      return t`You cannot change your own place. Ask another account administrator.`;
    case "address-mismatch":
      return t`The invitation is for another address. Switch to the login with that address.`;
    case "email-not-verified":
      return t`Your address is not verified yet. Verify it where you sign in, then try again.`;
    case "not-found":
      return t`It is not there, or you may not see it.`;
    case "already-member":
      return t`This person is already in the organization.`;
    case "last-admin":
      return t`An organization needs at least one active organization admin. Make somebody else an organization admin first.`;
    case "in-flight":
      return t`The same request is still running. Wait a moment and try again.`;
    case "not-pending":
      return t`This is no longer pending. Somebody was faster; reload to see how it ended.`;
    case "external-id-taken":
      return t`Another ad account has this external id. Choose a different one.`;
    case "invitation-gone":
      return t`This invitation is no longer valid. Ask for a new one.`;
    case "stale-version":
      return t`Somebody else changed this in the meantime. Reload to see what is there now.`;
    case "too-large":
      return t`That is too much for one request. Send less at a time.`;
    case "too-many":
      return t`Too many requests. Wait a minute and try again.`;
    case "unavailable":
      return t`The service does not answer at the moment. Try again in a moment.`;
    default:
      return undefined;
  }
}
