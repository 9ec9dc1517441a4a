import { expect, test } from "vitest";
import type { Person } from "../person";
import { LIST_DEFAULTS } from "./list-search";
import { matchesSearch } from "./order";

const anna = { name: "Anna-Lena Krüger", email: "a.krueger@oakey.example", role: "member", twoFactor: false } as Person;

test.each([
  ["", true],
  ["anna", true],
  ["kru", true],
  ["KRÜ", true],
  ["krug ann", true],
  ["oakey", true],
  ["a.krueger@oak", true],
  ["nna", false],
  ["anna weber", false],
])("the search %j finds her: %s", (q, found) => {
  expect(matchesSearch(anna, { ...LIST_DEFAULTS, q })).toBe(found);
});
