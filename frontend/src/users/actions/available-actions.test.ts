import { describe, expect, it } from "vitest";
import type { Me } from "@/api/types";
import type { PeopleList, Person } from "../person";
import { availableActions } from "./available-actions";

const ALL =
  "list_members list_member_details invite edit_invitation resend_invitation link_invitation revoke_invitation edit_member approve_member reject_member suspend_member reactivate_member remove_member".split(
    " ",
  );

function actor(role: "admin" | "member", can: string[], permissions: string[] = []): Me {
  return {
    member: { id: "mem_me", role },
    can,
    grantable: {
      roles: role === "admin" ? ["admin", "member", "guest"] : ["member", "guest"],
      permissions: role === "admin" ? ["brands.view", "financials.view"] : permissions,
      ad_account_roles: [],
      all_ad_accounts: role === "admin",
    },
  } as unknown as Me;
}
const admin = actor("admin", ALL);
const manager = actor("member", ALL, ["brands.view"]);
const colleague = actor("member", ["list_members"]);

const target = (list: PeopleList, more: Partial<Person> = {}): Person => ({
  id: "mem_x",
  kind: list === "invited" ? "invitation" : "member",
  list,
  name: "X",
  email: "x@oakey.example",
  role: "member",
  permissions: ["brands.view"],
  adAccountRoles: [],
  ...more,
});

describe("the menu offers what rights and state allow", () => {
  it.each<[string, Person, Me | undefined, string]>([
    ["nothing before the rights are known", target("active"), undefined, ""],
    ["nothing to a plain member", target("active"), colleague, ""],
    ["an active person", target("active"), admin, "edit suspend remove"],
    ["a suspended person", target("suspended"), admin, "edit reactivate remove"],
    ["a pending person", target("pending_approval"), admin, "edit approve reject"],
    ["an open invitation", target("invited"), admin, "edit resend copy_link reset_link revoke"],
    [
      "an invitation whose e-mail came back",
      target("invited", { mailState: "bounced" }),
      admin,
      "edit edit_address resend copy_link reset_link revoke",
    ],
    ["an invitation that is over: looking only", target("invited", { invitationState: "revoked" }), admin, "view"],
    ["oneself: looking only", target("active", { id: "mem_me" }), admin, "view"],
    ["an organization admin, to who is none", target("active", { role: "admin" }), manager, "view"],
    ["who holds what the actor holds", target("active"), manager, "edit suspend remove"],
    ["who holds more: editing only", target("active", { permissions: ["financials.view"] }), manager, "edit"],
    [
      "who has a role that the actor has not: editing only",
      target("invited", { adAccountRoles: [{ ad_account: "ada_1", role: "viewer" }] }),
      manager,
      "edit",
    ],
  ])("%s", (_what, person, me, actions) => {
    expect(availableActions(person, me).join(" ")).toBe(actions);
  });
});
