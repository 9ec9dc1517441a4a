import { describe, expect, it } from "vitest";
import type { Person } from "../person";
import { chosen, howMany, nobody, rangeTo, type Selection } from "./selection";

const person = (id: string): Person => ({ id, kind: "member", list: "active", name: id, email: "", role: "member" });
const rows = ["a", "b", "c", "d", "e"].map(person);
const row = (id: string) => person(id);
const ids = ({ people }: Selection) => [...people.keys()].sort().join("");

describe("a selection", () => {
  it("takes people in and out, and keeps those of other pages", () => {
    const first = chosen(nobody("active"), [row("x"), row("a")], true);
    expect(ids(chosen(first, [row("b")], true))).toBe("abx");
    expect(ids(chosen(first, [row("a")], false))).toBe("x");
    expect(ids(first)).toBe("ax");
  });

  it.each([
    ["downwards", "b", "d", "bcd"],
    ["upwards", "d", "b", "dcb"],
    ["one row", "c", "c", "c"],
    ["from a row of another page: the pressed one alone", "x", "c", "c"],
  ])("has ranges: %s", (_what, from, to, expected) => {
    const selection = chosen(nobody("active"), [row(from)], true);
    const range = rangeTo(selection, rows, row(to));
    expect(range.map(({ id }) => id).join("")).toBe(expected);
    expect(chosen(selection, range, true).anchor).toBe(to);
  });

  it.each([
    ["", "none"],
    ["ab", "some"],
    ["abcdex", "all"],
  ])("knows how much of a page it holds: %s", (selected, expected) => {
    const selection = chosen(nobody("active"), [...selected].map(row), true);
    expect(howMany(selection, rows)).toBe(expected);
  });
});
