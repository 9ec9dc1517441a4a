import { describe, expect, it } from "vitest";
import { LIST_DEFAULTS } from "./list/list-search";
import { leavers, mergeCount, mergeRows, type OwnWrite } from "./own-writes";
import type { PeopleList, Person } from "./person";

const person = (name: string, list: PeopleList, version = 1): Person => ({
  id: `mem_${name}`,
  kind: "member",
  list,
  name,
  email: `${name.toLowerCase()}@oakey.example`,
  role: "member",
  version,
});
const write = (name: string, from: PeopleList | null, to: PeopleList | null, version = 2): OwnWrite => ({
  at: 0,
  id: `mem_${name}`,
  from,
  to,
  person: to ? person(name, to, version) : undefined,
});
const names = (people: Person[]) => people.map(({ name }) => name);
const active = [person("Anna", "active"), person("Carl", "active"), person("Emil", "active")];

describe("a list that is seconds late shows own writes", () => {
  it.each<[string, OwnWrite[], string[]]>([
    ["nothing written", [], ["Anna", "Carl", "Emil"]],
    ["a removed person is gone", [write("Carl", "active", null)], ["Anna", "Emil"]],
    ["a suspended person is in another tab", [write("Carl", "active", "suspended")], ["Anna", "Emil"]],
    [
      "an approved person is at its place",
      [write("Bea", "pending_approval", "active")],
      ["Anna", "Bea", "Carl", "Emil"],
    ],
    ["the last write counts", [write("Bea", null, "active"), write("Bea", "active", null)], ["Anna", "Carl", "Emil"]],
    ["who is there already is not there twice", [write("Carl", "suspended", "active")], ["Anna", "Carl", "Emil"]],
  ])("%s", (_what, writes, expected) => {
    expect(names(mergeRows(active, writes, LIST_DEFAULTS, true))).toEqual(expected);
  });

  it("knows who left the list that a late row still shows them in", () => {
    const hasLeft = leavers([
      write("Anna", "active", null),
      write("Carl", "active", "active"),
      write("Emil", "active", "suspended"),
    ]);
    expect(names(active.filter(hasLeft))).toEqual(["Anna", "Emil"]);
  });

  it("a newer row of the server wins over what was written here", () => {
    const row = { ...person("Carl", "active", 9), role: "guest" as const };
    expect(mergeRows([row], [write("Carl", "active", "active", 2)], LIST_DEFAULTS, true)[0]?.role).toBe("guest");
  });

  it("a new row stands only on the page that it belongs to", () => {
    const second = { ...LIST_DEFAULTS, cursor: "c", page: 2 };
    const zed = [write("Zed", null, "active")];
    const bea = [write("Bea", null, "active")];
    expect(names(mergeRows(active, zed, LIST_DEFAULTS, false))).toEqual(["Anna", "Carl", "Emil"]);
    expect(names(mergeRows(active, zed, second, true))).toEqual(["Anna", "Carl", "Emil", "Zed"]);
    expect(names(mergeRows(active.slice(1), bea, second, true))).toEqual(["Carl", "Emil"]);
  });

  it("a new row that the search or filter excludes is not shown", () => {
    const bea = [write("Bea", null, "active")];
    expect(names(mergeRows([], bea, { ...LIST_DEFAULTS, q: "be" }, true))).toEqual(["Bea"]);
    expect(names(mergeRows([], bea, { ...LIST_DEFAULTS, q: "ea" }, true))).toEqual([]);
    expect(names(mergeRows([], bea, { ...LIST_DEFAULTS, role: "admin" }, true))).toEqual([]);
  });
});

describe("a tab's count", () => {
  it.each([
    ["no writes", 6, undefined, 6],
    ["the server does not know yet", 6, { base: 6, delta: 2 }, 8],
    ["it knows half", 7, { base: 6, delta: 2 }, 8],
    ["it knows all", 8, { base: 6, delta: 2 }, 8],
    ["others wrote too", 11, { base: 6, delta: 2 }, 11],
    ["removal on its way", 6, { base: 6, delta: -1 }, 5],
    ["never below nothing", 0, { base: 0, delta: -1 }, 0],
  ])("%s", (_what, server, shift, shown) => {
    expect(mergeCount(server, shift)).toBe(shown);
  });
});
