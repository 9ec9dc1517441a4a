import { describe, expect, it } from "vitest";
import type { Grants } from "@/api/types";
import { checkRow, checkRows } from "./check";
import { directoryOf, type Known } from "./directory";
import type { RawRow } from "./read";

const adAccount = (id: string, name: string, more = {}) => ({
  id: `ada_${id}`,
  name,
  external_id: null,
  state: "active" as const,
  created_at: "2026-01-01T00:00:00Z",
  version: 1,
  ...more,
});

const known: Known = {
  catalog: {
    organization_roles: [
      { id: "admin", name: "Organization admin", description: "" },
      { id: "member", name: "Member", description: "" },
      { id: "guest", name: "Guest", description: "" },
    ],
    ad_account_roles: [
      { id: "campaign_manager", name: "Campaign manager", description: "", includes: ["viewer"], for: "people" },
      { id: "viewer", name: "Viewer", description: "", includes: [], for: "people" },
      { id: "audience_manager", name: "Audience manager", description: "", includes: [], for: "keys" },
    ],
    permission_groups: [
      {
        id: "account_administration",
        name: "Account administration",
        administration: true,
        permissions: [{ id: "users.manage", name: "Manage account users" }],
      },
      {
        id: "finance",
        name: "Finance",
        administration: false,
        permissions: [
          { id: "financials.view", name: "View financials" },
          { id: "reports.run", name: "Run, and keep, reports" },
        ],
      },
    ],
  },
  adAccounts: [
    adAccount("1", "EU Brand", { external_id: "act-77" }),
    adAccount("2", "US: Retail"),
    adAccount("3", "Old", { state: "archived" }),
    adAccount("4", "Twin"),
    adAccount("5", "Twin"),
    adAccount("6", "Back"),
    adAccount("7", "Back", { state: "archived" }),
  ],
  grantable: {
    roles: ["admin", "member", "guest"],
    permissions: ["users.manage", "financials.view", "reports.run"],
    ad_account_roles: [],
    all_ad_accounts: true,
  },
  allowedDomains: [],
};
const defaults: Grants = {
  role: "guest",
  permissions: [],
  ad_account_roles: [{ ad_account: "ada_2", role: "viewer" }],
};
const row = (cells: Partial<RawRow["cells"]>, line = 2): RawRow => ({
  line,
  cells: { email: "zoe@x.example", name: "", role: "", permissions: "", ad_account_roles: "", ...cells },
});
const check = (cells: Partial<RawRow["cells"]>, more: Partial<Known> = {}) => {
  const { entry, problems } = checkRow(row(cells), directoryOf({ ...known, ...more }), defaults);
  return { entry, problems: problems.map(({ field, code, value }) => [field, code, value].filter(Boolean).join(" ")) };
};
const grantsOf = (cells: Partial<RawRow["cells"]>) => {
  const { entry, problems } = check(cells);
  expect(problems).toEqual([]);
  return [
    entry.role,
    entry.permissions.join(" "),
    entry.ad_account_roles.map(({ ad_account, role }) => `${ad_account}:${role}`).join(" "),
  ];
};

describe("grants are read by id or by name, in any case", () => {
  it.each([
    ["a role by id", { role: "member" }, ["member", "", ""]],
    ["a role by name", { role: "organization ADMIN" }, ["admin", "", ""]],
    [
      "permissions",
      { role: "member", permissions: "users.manage; view Financials" },
      ["member", "users.manage financials.view", ""],
    ],
    [
      "permissions between commas",
      { role: "member", permissions: "users.manage, financials.view" },
      ["member", "users.manage financials.view", ""],
    ],
    [
      "a permission with commas in its name",
      { role: "member", permissions: "Run, and keep, reports" },
      ["member", "reports.run", ""],
    ],
    ["an ad account by name", { role: "guest", ad_account_roles: "eu  brand:Viewer" }, ["guest", "", "ada_1:viewer"]],
    [
      "by id and by external id",
      { role: "guest", ad_account_roles: "ada_2:viewer; ACT-77:campaign_manager;" },
      ["guest", "", "ada_2:viewer ada_1:campaign_manager"],
    ],
    [
      "a name with a colon",
      { role: "guest", ad_account_roles: "US: Retail: Campaign manager" },
      ["guest", "", "ada_2:campaign_manager"],
    ],
    [
      "as people are shown it",
      { role: "guest", ad_account_roles: "EU Brand (Campaign manager); US: Retail (Viewer)" },
      ["guest", "", "ada_1:campaign_manager ada_2:viewer"],
    ],
    [
      "the same twice",
      { role: "guest", ad_account_roles: "EU Brand:viewer; ada_1:viewer" },
      ["guest", "", "ada_1:viewer"],
    ],
    [
      "the active one of two with one name",
      { role: "guest", ad_account_roles: "Back:viewer" },
      ["guest", "", "ada_6:viewer"],
    ],
    ["no role: what was chosen", {}, ["guest", "", "ada_2:viewer"]],
    ["no role and ad accounts of its own", { ad_account_roles: "EU Brand:viewer" }, ["guest", "", "ada_1:viewer"]],
    ["a role and nothing else: nothing else", { role: "guest" }, ["guest", "", ""]],
  ])("%s", (_what, cells, grants) => {
    expect(grantsOf(cells)).toEqual(grants);
  });
});

const few: Partial<Known> = {
  grantable: {
    roles: ["member", "guest"],
    permissions: ["users.manage"],
    ad_account_roles: [{ ad_account: "ada_1", role: "viewer" }],
    all_ad_accounts: false,
  },
};

describe("what the server would refuse is found before", () => {
  it.each([
    ["no address", { email: "" }, {}, ["email missing"]],
    ["half an address", { email: "zoe@x" }, {}, ["email incomplete zoe@x"]],
    ["letters outside ASCII", { email: "zoë@x.example" }, {}, ["email characters zoë@x.example"]],
    ["a domain that begins with a hyphen", { email: "zoe@-x.example" }, {}, ["email characters zoe@-x.example"]],
    ["a number for a domain", { email: "zoe@127.0.0.1" }, {}, ["email incomplete zoe@127.0.0.1"]],
    ["a domain that is not allowed", {}, { allowedDomains: ["oakey.example"] }, ["email domain zoe@x.example"]],
    ["one that is, in another case", {}, { allowedDomains: ["X.Example"] }, []],
    ["a long name", { name: "n".repeat(81) }, {}, [`name name_too_long ${"n".repeat(81)}`]],
    ["80 characters that are two units each", { name: "🦊".repeat(80) }, {}, []],
    ["a web address for a name", { name: "see www.x.example" }, {}, ["name name_address see www.x.example"]],
    ["a mark of direction in a name", { name: "a\u202eb" }, {}, ["name name_characters a\u202eb"]],
    ["an unknown role", { role: "owner" }, {}, ["role unknown owner"]],
    ["an unknown permission", { role: "member", permissions: "fly" }, {}, ["permissions unknown fly"]],
    [
      "a permission for a guest",
      { role: "guest", permissions: "users.manage" },
      {},
      ["permissions not_for_guests users.manage"],
    ],
    ["permissions for an admin", { role: "admin", permissions: "users.manage" }, {}, ["permissions not_for_admins"]],
    [
      "ad accounts for an admin",
      { role: "admin", ad_account_roles: "EU Brand:viewer" },
      {},
      ["ad_account_roles not_for_admins"],
    ],
    [
      "an unknown ad account",
      { role: "guest", ad_account_roles: "Mars:viewer" },
      {},
      ["ad_account_roles unknown Mars"],
    ],
    ["an archived one", { role: "guest", ad_account_roles: "old:viewer" }, {}, ["ad_account_roles archived Old"]],
    [
      "one of two with the same name",
      { role: "guest", ad_account_roles: "Twin:viewer" },
      {},
      ["ad_account_roles ambiguous Twin"],
    ],
    ["no role on it", { role: "guest", ad_account_roles: "EU Brand" }, {}, ["ad_account_roles without_role EU Brand"]],
    [
      "an unknown role on it",
      { role: "guest", ad_account_roles: "EU Brand:boss" },
      {},
      ["ad_account_roles unknown_role boss"],
    ],
    [
      "a role for keys",
      { role: "guest", ad_account_roles: "EU Brand:audience_manager" },
      {},
      ["ad_account_roles for_keys audience_manager"],
    ],
    ["a role that the sender may not give", { role: "admin" }, few, ["role not_yours admin"]],
    [
      "a permission",
      { role: "member", permissions: "financials.view" },
      few,
      ["permissions not_yours financials.view"],
    ],
    [
      "a role on an ad account",
      { role: "guest", ad_account_roles: "EU Brand:viewer; US: Retail:viewer" },
      few,
      ["ad_account_roles not_yours US: Retail:viewer"],
    ],
    ["several things at once", { email: "x", role: "owner" }, {}, ["email incomplete x", "role unknown owner"]],
  ])("%s", (_what, cells, more, problems) => {
    expect(check(cells, more).problems).toEqual(problems);
  });

  it("roles on more than 100 ad accounts", () => {
    const many = Array.from({ length: 101 }, (_, at) => adAccount(`m${at}`, `Many ${at}`));
    const cells = { role: "guest", ad_account_roles: many.map(({ id }) => `${id}:viewer`).join(";") };
    expect(check(cells, { adAccounts: many }).problems).toEqual(["ad_account_roles too_many"]);
  });

  it("an address that stands there twice: the second line names the first, whatever its case", () => {
    const rows = [row({}, 2), row({ email: "ada@x.example" }, 3), row({ email: "ZOE@x.example" }, 4)];
    const [first, , second] = checkRows(rows, directoryOf(known), defaults);
    expect(first?.problems).toEqual([]);
    expect(second?.problems).toEqual([{ field: "email", code: "twice", line: 2, value: "ZOE@x.example" }]);
  });
});
