import { i18n } from "@lingui/core";
import { beforeAll, expect, it } from "vitest";
import { checkRows } from "./check";
import { directoryOf, type Known } from "./directory";
import { begin } from "./job";
import { readTable } from "./read";
import { badRowsFile, outcomesFile } from "./review-files";
import { exampleRows, templateFile } from "./template";
import type { Draft } from "./use-draft";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const known: Known = {
  catalog: {
    organization_roles: [],
    ad_account_roles: [
      { id: "account_admin", name: "Account admin", description: "", includes: ["viewer"], for: "people" },
      { id: "viewer", name: "Viewer", description: "", includes: [], for: "people" },
    ],
    permission_groups: [
      {
        id: "finance",
        name: "Finance",
        administration: false,
        permissions: [{ id: "financials.view", name: "View financials" }],
      },
    ],
  },
  adAccounts: [
    { id: "ada_1", name: "Acme; Sons", external_id: null, state: "active", created_at: "", version: 1 },
    { id: "ada_2", name: "US: Retail, West", external_id: null, state: "active", created_at: "", version: 1 },
  ],
  grantable: {
    roles: ["admin", "member", "guest"],
    permissions: ["financials.view"],
    ad_account_roles: [],
    all_ad_accounts: true,
  },
  allowedDomains: [],
};
const none = { role: "guest" as const, permissions: [], ad_account_roles: [] };

function checked(text: string) {
  const file = readTable(text);
  if ("trouble" in file) throw new Error(file.trouble);
  return checkRows(file.rows, directoryOf(known), none);
}

it("the template can be sent as it is, whatever the ad accounts are called", () => {
  const rows = checked(templateFile(known));
  expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  expect(rows.map(({ entry }) => entry.ad_account_roles.length)).toEqual([2, 1]);
});

it("the template offers nothing that the sender may not give", () => {
  const holds = {
    roles: ["member" as const, "guest" as const],
    permissions: [],
    ad_account_roles: [{ ad_account: "ada_2", role: "viewer" }],
    all_ad_accounts: false,
  };
  const [member] = exampleRows({ ...known, grantable: holds });
  expect(member.slice(2)).toEqual(["member", "", "US: Retail, West:viewer"]);
});

it("bad rows come back with their lines and what is wrong, and can be imported again", () => {
  const bad = checked('name,email,role\n=cmd(),zoe@x,guest\n"Weber, ""Jo""",jo@x.example,owner\n');
  const file = badRowsFile({ bad } as unknown as Draft);
  expect(file.split("\r\n").slice(0, 2)).toEqual([
    "line,name,email,role,permissions,ad_account_roles,problem",
    "2,'=cmd(),zoe@x,guest,,,“zoe@x” is not a complete address.",
  ]);
  expect(checked(file).map(({ raw }) => raw.cells)).toEqual(bad.map(({ raw }) => raw.cells));
});

it("the result tells of every row of the file, those that were not sent included", () => {
  const row = (line: number, email: string) => ({ line, entry: { email, ...none } });
  const beginning = { user: "usr_1", org: "1", file: "a.csv", message: "" };
  const leftOut = [{ row: row(3, "@bad"), why: "no address" }];
  const job = begin({ ...beginning, good: [row(2, "a@x.example"), row(4, "b@x.example")], leftOut }, () => "key", 0);
  job.outcomes[0] = { outcome: "already_member", detail: "here already" };
  expect(outcomesFile(job).trimEnd().split("\r\n")).toEqual([
    "line,name,email,outcome,detail",
    "2,,a@x.example,Already a member,here already",
    "3,,'@bad,Left out,no address",
    "4,,b@x.example,Not sent yet,",
  ]);
});
