import { describe, expect, it } from "vitest";
import type { PermissionGroup } from "@/api/types";
import { groupState, toggleGroup, togglePermission } from "./permission-groups";

const finance: PermissionGroup = {
  id: "finance",
  name: "Finance",
  permissions: [
    { id: "view", name: "View financials" },
    { id: "manage", name: "Manage" },
    { id: "report", name: "Report" },
  ],
};
const all = () => true;

describe("a group's toggle", () => {
  it.each([
    [[], "off"],
    [["view"], "mixed"],
    [["view", "manage", "report"], "on"],
    [["other"], "off"],
  ] as const)("holding %j is %s", (held, state) => {
    expect(groupState(finance, [...held])).toBe(state);
  });

  it.each([
    ["off", [], ["view", "manage", "report"]],
    ["mixed", ["manage"], ["manage", "view", "report"]],
    ["on", ["view", "manage", "report"], []],
  ] as const)("pressed when %s", (_state, held, after) => {
    expect(toggleGroup(finance, [...held], all)).toEqual(after);
  });

  it("leaves alone what the actor may not give", () => {
    const mayChange = (permission: string) => permission !== "manage";
    expect(toggleGroup(finance, [], mayChange)).toEqual(["view", "report"]);
    expect(toggleGroup(finance, ["view", "report"], mayChange)).toEqual([]);
    expect(toggleGroup(finance, ["manage", "view", "report"], mayChange)).toEqual(["manage"]);
  });

  it("leaves other groups alone", () => {
    expect(toggleGroup(finance, ["other", "view", "manage", "report"], all)).toEqual(["other"]);
    expect(togglePermission(["other", "view"], "view")).toEqual(["other"]);
    expect(togglePermission(["other"], "view")).toEqual(["other", "view"]);
  });
});
