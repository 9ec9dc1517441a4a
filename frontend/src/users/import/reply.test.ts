import { i18n } from "@lingui/core";
import { beforeAll, expect, it } from "vitest";
import { ProblemError, problemFrom, unreachable } from "@/api/problems";
import { replyOf } from "./reply";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const problem = (status: number, code: string, headers = {}, more = {}) =>
  new ProblemError(problemFrom({ type: `/problems/${code}`, status, ...more }, new Response("", { status, headers })));

it.each([
  ["no reply", new ProblemError(unreachable()), "later"],
  ["the server is busy", problem(503, "unavailable"), "later"],
  ["the same call runs still", problem(409, "in-flight"), "later"],
  ["a race: some of it may be written", problem(409, "conflict"), "later"],
  ["too many calls", problem(429, "too-many"), "later"],
  ["a gateway's own page", new ProblemError(problemFrom("<html>", new Response("", { status: 502 }))), "later"],
  ["signed out", problem(401, "unauthenticated"), "stop"],
  ["suspended meanwhile", problem(403, "membership-suspended"), "stop"],
  ["no longer an administrator", problem(403, "forbidden"), "stop"],
  ["removed from the organization", problem(404, "not-found"), "stop"],
  ["a grant that is no longer one's own", problem(403, "exceeds-own-grants"), "refused"],
  ["a body that the server does not take", problem(422, "invalid"), "refused"],
  ["too much in one call", problem(413, "too-large"), "refused"],
])("%s: %s", (_what, error, kind) => {
  expect(replyOf(error).kind).toBe(kind);
});

it("waits as long as the server asks for, within reason", () => {
  const waitOf = (seconds: string) => replyOf(problem(503, "unavailable", { "Retry-After": seconds }));
  expect(waitOf("7")).toMatchObject({ wait: 7000 });
  expect(waitOf("86400")).toMatchObject({ wait: 120_000 });
});

it("says what the server says of the row", () => {
  const errors = [{ location: "body.invitations[0].name", message: "is too long" }];
  expect(replyOf(problem(422, "invalid", {}, { errors }))).toEqual({ kind: "refused", detail: "is too long" });
});
