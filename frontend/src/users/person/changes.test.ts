import { describe, expect, it } from "vitest";
import type { Grants } from "@/api/types";
import { applyChanges, changesBetween, type Draft, draftToSave } from "./changes";

const eu = { ad_account: "ada_eu", role: "viewer" };
const euManager = { ad_account: "ada_eu", role: "campaign_manager" };
const us = { ad_account: "ada_us", role: "viewer" };
const earl: Grants = { role: "member", permissions: ["brands.view"], ad_account_roles: [eu, us] };

describe("the save bar counts exactly what differs", () => {
  it.each<[string, Grants, unknown[]]>([
    ["nothing", { ...earl }, []],
    ["another order is no change", { ...earl, ad_account_roles: [us, eu] }, []],
    ["the organization role", { ...earl, role: "guest" }, [{ kind: "role", from: "member", to: "guest" }]],
    ["a role removed", { ...earl, ad_account_roles: [eu] }, [{ kind: "role_removed", ...us }]],
    [
      "a role exchanged for another",
      { ...earl, ad_account_roles: [euManager, us] },
      [
        { kind: "role_removed", ...eu },
        { kind: "role_added", ...euManager },
      ],
    ],
    [
      "permissions",
      { ...earl, permissions: ["campaigns.apply"] },
      [
        { kind: "permission_removed", permission: "brands.view" },
        { kind: "permission_added", permission: "campaigns.apply" },
      ],
    ],
  ])("%s", (_what, after, changes) => {
    expect(changesBetween(earl, after)).toEqual(changes);
  });
});

describe("after somebody else saved first", () => {
  it("my changes go on top of theirs, and nothing of theirs is lost", () => {
    const theirs: Grants = {
      ...earl,
      permissions: ["brands.view", "financials.view"],
      ad_account_roles: [eu, us, euManager],
    };
    const mine = changesBetween(earl, { ...earl, permissions: [], ad_account_roles: [eu] });
    expect(applyChanges(theirs, mine)).toEqual({
      role: "member",
      permissions: ["financials.view"],
      ad_account_roles: [eu, euManager],
    });
  });

  it("what both did is done once", () => {
    const mine = changesBetween(earl, { ...earl, ad_account_roles: [eu, us, euManager] });
    const theirs = { ...earl, ad_account_roles: [eu, us, euManager] };
    expect(applyChanges(theirs, mine).ad_account_roles).toEqual([eu, us, euManager]);
  });
});

describe("what is sent", () => {
  it("empties an organization admin's lists, which the API refuses filled", () => {
    expect(draftToSave({ ...earl, role: "admin" }, [])).toEqual({
      role: "admin",
      permissions: [],
      ad_account_roles: [],
    });
  });
  it("takes from a guest what guests cannot hold", () => {
    const draft: Grants = { ...earl, role: "guest", permissions: ["users.manage", "brands.view"] };
    expect(draftToSave(draft, ["users.manage"]).permissions).toEqual(["brands.view"]);
  });
});

describe("an invitation is edited together with its grants", () => {
  const mia: Draft = { ...earl, email: "mia@northwind.example", name: "Mia", message: "" };
  it("each field is one change, and space around it or another case of the address is none", () => {
    const typed = { ...mia, email: " Mia@Northwind.example ", name: "Mia Fischer ", message: "Hello" };
    expect(changesBetween(mia, draftToSave(typed, []))).toEqual([
      { kind: "name", from: "Mia", to: "Mia Fischer" },
      { kind: "message", from: "", to: "Hello" },
    ]);
  });
  it("my fields go on top of theirs, the others stay as they saved them", () => {
    const theirs: Draft = { ...mia, name: "Maria", message: "From them", role: "guest" };
    const mine = changesBetween(mia, { ...mia, email: "mia@brightwater.example", name: "Mia F." });
    expect(applyChanges(theirs, mine)).toEqual({ ...theirs, email: "mia@brightwater.example", name: "Mia F." });
  });
});
