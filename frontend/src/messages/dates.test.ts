import { i18n } from "@lingui/core";
import { beforeAll, expect, it } from "vitest";
import { initials } from "@/design/initials";
import { dayWords } from "./dates";

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
