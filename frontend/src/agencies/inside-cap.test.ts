import { describe, expect, it } from "vitest";
import type { Catalog } from "@/api/types";
import {
  adAccountsIn,
  catalogForAgencies,
  catalogInside,
  grantableInside,
  keepInside,
  withoutIncludedRoles,
} from "./inside-cap";

const role = (id: string, ...includes: string[]) => ({
  id,
  name: id,
  description: "",
  includes,
  for: "people" as const,
});
const catalog = {
  organization_roles: [],
  ad_account_roles: [
    role("account_admin", "campaign_manager"),
    role("campaign_manager", "viewer"),
    role("viewer"),
    role("audience_manager"),
  ],
  permission_groups: [
    { id: "account", name: "Account", administration: true, permissions: [{ id: "users.manage", name: "" }] },
    {
      id: "finance",
      name: "Finance",
      permissions: [
        { id: "financials.view", name: "" },
        { id: "financials.manage", name: "" },
      ],
    },
    { id: "technical", name: "Technical", permissions: [{ id: "tracking", name: "" }] },
  ],
} as unknown as Catalog;

const cap = {
  permissions: ["financials.view"],
  ad_account_roles: [
    { ad_account: "ada_eu", role: "campaign_manager" },
    { ad_account: "ada_us", role: "viewer" },
  ],
};

describe("an agency gives its people no more than the cap", () => {
  it("a role of the cap can be given with all that it includes, on its own ad account only", () => {
    expect(grantableInside(cap, catalog).ad_account_roles).toEqual([
      { ad_account: "ada_eu", role: "campaign_manager" },
      { ad_account: "ada_eu", role: "viewer" },
      { ad_account: "ada_us", role: "viewer" },
    ]);
    const highest = { permissions: [], ad_account_roles: [{ ad_account: "ada_eu", role: "account_admin" }] };
    expect(grantableInside(highest, catalog).ad_account_roles.map(({ role }) => role)).toEqual([
      "account_admin",
      "campaign_manager",
      "viewer",
    ]);
  });

  it("only permissions of the cap are offered, and no empty group", () => {
    const offered = catalogInside(cap, catalog).permission_groups;
    expect(offered.map(({ id, permissions }) => [id, ...permissions.map((permission) => permission.id)])).toEqual([
      ["finance", "financials.view"],
    ]);
  });

  it("what a narrower cap no longer has goes from what was chosen", () => {
    const wanted = {
      permissions: ["financials.view", "tracking"],
      ad_account_roles: [
        { ad_account: "ada_eu", role: "viewer" },
        { ad_account: "ada_us", role: "campaign_manager" },
        { ad_account: "ada_other", role: "viewer" },
      ],
    };
    expect(keepInside(grantableInside(cap, catalog), wanted)).toEqual({
      permissions: ["financials.view"],
      ad_account_roles: [{ ad_account: "ada_eu", role: "viewer" }],
    });
  });
});

it("a cap never offers power over the organization itself", () => {
  expect(catalogForAgencies(catalog).permission_groups.map(({ id }) => id)).toEqual(["finance", "technical"]);
});

it("a role that another one includes is not told beside it", () => {
  const roles = [
    { ad_account: "ada_eu", role: "viewer" },
    { ad_account: "ada_eu", role: "account_admin" },
    { ad_account: "ada_us", role: "viewer" },
    { ad_account: "ada_eu", role: "audience_manager" },
  ];
  expect(withoutIncludedRoles(catalog, roles)).toEqual(roles.slice(1));
});

it("an ad account with several roles is there once", () => {
  const named = (ad_account: string, name: string, held: string) => ({ ad_account, name, role: held });
  const roles = [named("ada_eu", "EU Brand", "viewer"), named("ada_eu", "EU Brand", "campaign_manager")];
  expect(adAccountsIn(roles)).toEqual([{ id: "ada_eu", name: "EU Brand", state: "active" }]);
});
