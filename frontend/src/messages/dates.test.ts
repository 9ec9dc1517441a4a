import { i18n } from "@lingui/core";
import { beforeAll, expect, it } from "vitest";
import { initials } from "@/design/initials";
import { dayWords, exactTime, timeLeft } from "./dates";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const now = new Date("2026-11-22T10:00:00Z");

it.each([
  [null, "Never"],
  ["2026-11-22", "Today"],
  ["2026-11-21", "Yesterday"],
  ["2026-11-09", "9 Nov"],
  ["2025-10-28", "28 Oct 2025"],
])("%s is %s", (day, words) => {
  expect(dayWords(day, now)).toBe(words);
});

it.each([
  ["Carrie Oakey", "CO"],
  ["Earl E. Bird", "EB"],
  ["Łukasz Wójcik", "ŁW"],
  ["OakeyInfluencer", "OI"],
  ["Madonna", "MA"],
  ["mia@northwind.example", "MI"],
  ["", ""],
])("%s has the initials %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it("a moment is exact to the minute, a day to the day", () => {
  expect(exactTime("2026-10-03T14:05:09Z")).toMatch(/^3 Oct 2026, \d\d:05$/);
  expect(exactTime("2026-11-22")).toBe("Sunday, 22 November 2026");
});

it.each([
  ["2026-11-28T15:00:00Z", "in 6 days"],
  ["2026-11-24T11:00:00Z", "in 47 hours"],
  ["2026-11-22T12:00:30Z", "in 1 minute"],
  ["2026-11-22T11:00:00Z", "in 0 minutes"],
])("what ends at %s ends %s", (until, words) => {
  expect(timeLeft(until, new Date("2026-11-22T12:00:00Z"))).toBe(words);
});
