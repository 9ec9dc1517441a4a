import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Catalog } from "@/api/types";
import { changeLines, shortChange } from "./change-lines";
import type { Change } from "./event";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const catalog = {
  organization_roles: [
    { id: "admin", name: "Organization admin" },
    { id: "member", name: "Member" },
  ],
  ad_account_roles: [
    { id: "viewer", name: "Viewer" },
    { id: "campaign_manager", name: "Campaign manager" },
  ],
  permission_groups: [
    { id: "finance", name: "Finance", permissions: [{ id: "financials.view", name: "View financials" }] },
  ],
} as unknown as Catalog;

describe("what changed, in short", () => {
  it.each<[string, Change, string]>([
    ["nothing", {}, ""],
    ["a role", { role: { before: "member", after: "admin" } }, "Organization role: Member → Organization admin"],
    [
      "somebody removed holds nothing",
      { role: { before: "member", after: "" }, state: { before: "active", after: "" } },
      "Organization role: Member → none",
    ],
    [
      "of something new only what it is",
      {
        role: { before: "", after: "member" },
        state: { before: "", after: "pending" },
        ad_accounts: [{ ad_account: "ada_1", name: "EU Brand", before: [], after: ["viewer"] }],
      },
      "Organization role: Member · EU Brand: Viewer",
    ],
    [
      "ad accounts, one line each",
      {
        ad_accounts: [
          { ad_account: "ada_1", name: "EU Brand", before: ["viewer"], after: ["campaign_manager", "viewer"] },
          { ad_account: "ada_2", before: ["viewer"], after: [] },
        ],
      },
      "EU Brand: Viewer → Campaign manager, Viewer · ada_2: Viewer → no role",
    ],
    [
      "one permission by name, several by number",
      { permissions: { added: ["financials.view"], removed: ["gone.one", "gone.two"] } },
      "Permissions added: View financials · 2 permissions removed",
    ],
    [
      "settings in the words of their form",
      {
        values: [
          { field: "settings.invitation_days", before: "7", after: "14" },
          { field: "settings.approve_new_users", before: "false", after: "true" },
          { field: "settings.allowed_domains", before: "", after: "oakey.example" },
          { field: "settings.not_yet_known", before: "1", after: "2" },
        ],
      },
      "Days until an invitation ends: 7 → 14 · Approve new users: Off → On · Domains that may be invited: none → oakey.example · settings.not_yet_known: 1 → 2",
    ],
    [
      "a new API key, with what it may do",
      {
        values: [
          { field: "name", before: "", after: "HR system" },
          { field: "scopes", before: "", after: "users.read scim not.yet_known" },
        ],
      },
      "Name: HR system · What it may do: Read users, SCIM, not.yet_known",
    ],
    [
      "two-factor authentication",
      { values: [{ field: "two_factor", before: "false", after: "true" }] },
      "Two-factor: Off → On",
    ],
    ["what is not kept", { fields: ["message", "email"] }, "Message changed · E-mail address changed"],
  ])("%s", (_what, change, words) => {
    expect(shortChange(changeLines(change, catalog))).toBe(words);
  });
});

it("tells a state before and after, though the sentence says it", () => {
  expect(changeLines({ state: { before: "active", after: "suspended" } }, catalog)).toEqual([
    { kind: "value", label: "State", before: "Active", after: "Suspended", said: true },
  ]);
});

it("names each permission", () => {
  const change = { permissions: { added: ["financials.view", "left.the_catalog"], removed: [] } };
  expect(changeLines(change, catalog)).toEqual([
    {
      kind: "permissions",
      label: "Permissions added",
      names: ["View financials", "left.the_catalog"],
      summary: "2 permissions added",
    },
  ]);
});
