import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import { Intention } from "./intention";
import { fieldError, isProblem, mayPass, ProblemError, problemFrom, problemWords, unreachable } from "./problems";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const problem = (code: string, more = {}) =>
  new ProblemError({ type: `/problems/${code}`, title: code, status: 400, ...more });

/** Types that are told by their own detail, because only the server knows what is wrong. */
const TOLD_BY_DETAIL = [
  "invalid",
  "conflict",
  "idempotency-mismatch",
  "precondition-required",
  "unsupported-media-type",
];
const TYPES =
  "unauthenticated two-factor-required two-factor-enrolment-required fresh-sign-in-required forbidden wrong-origin membership-pending membership-suspended exceeds-own-grants admin-target own-record address-mismatch email-not-verified not-found already-member last-admin conflict in-flight not-pending external-id-taken invitation-gone stale-version precondition-required too-large unsupported-media-type invalid idempotency-mismatch too-many unavailable internal".split(
    " ",
  );

describe("problems become words", () => {
  it.each(TYPES)("%s", (code) => {
    const words = problemWords(problem(code, { detail: "The server's own words." }));
    expect(words.length).toBeGreaterThan(10);
    const ownWords = [...TOLD_BY_DETAIL, "internal"].includes(code);
    expect(words === "The server's own words.").toBe(ownWords);
  });

  it("says something for what is no problem at all", () => {
    expect(problemWords(new TypeError("x is undefined"))).toMatch(/went wrong/);
    expect(problemWords(new ProblemError(unreachable()))).toMatch(/connection/);
  });

  it.each([
    ["7", 7],
    [new Date(Date.now() + 60_000).toUTCString(), 60],
    ["soon", undefined],
  ])("keeps when the call may be made again: %s", (header, seconds) => {
    const made = problemFrom({ type: "/problems/too-many" }, new Response("", { headers: { "Retry-After": header } }));
    if (seconds === undefined) expect(made.retry_after).toBeUndefined();
    else expect(Math.abs((made.retry_after ?? -9) - seconds)).toBeLessThan(2);
  });

  it("makes a problem of a gateway's page", () => {
    const made = problemFrom("<html>", new Response("", { status: 502, headers: { "X-Request-Id": "req_1" } }));
    expect(made).toMatchObject({ type: "/problems/internal", status: 502, request_id: "req_1" });
  });

  it("finds the message of a field by the end of its location", () => {
    const invalid = problem("invalid", {
      errors: [{ location: "body.settings.invitation_days", message: "Too many." }],
    });
    expect(fieldError(invalid, "invitation_days")).toBe("Too many.");
    expect(fieldError(invalid, "days")).toBeUndefined();
  });

  it("tries again only what may pass", () => {
    expect(mayPass(problem("unavailable"))).toBe(true);
    expect(mayPass(problem("forbidden"))).toBe(false);
    expect(isProblem(problem("last-admin"), "last-admin")).toBe(true);
  });
});

it("one key for one intention, a new one for another and after the answer", () => {
  const intention = new Intention();
  const first = intention.keyFor({ name: "EU" });
  expect(intention.keyFor({ name: "EU" })).toBe(first);
  const second = intention.keyFor({ name: "US" });
  expect(second).not.toBe(first);
  intention.fulfilled();
  expect(intention.keyFor({ name: "US" })).not.toBe(second);
});
