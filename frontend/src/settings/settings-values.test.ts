import { describe, expect, it } from "vitest";
import type { Organization } from "@/api/types";
import { onTopOf, patchFor, valuesOf } from "./settings-values";

const organization = (name: string, invitation_days = 7): Organization => ({
  id: "4829130776",
  account_id: "482-913-0776",
  name,
  kind: "standard",
  settings: {
    approve_new_users: false,
    accept_with_another_address: false,
    invitation_days,
    allowed_domains: ["oakey.example"],
    require_two_factor: false,
    send_reminders: true,
    scim_sends_mail: true,
  },
  created_at: "2026-11-22T00:00:00Z",
  version: 1,
});

describe("saving", () => {
  it("sends what differs and nothing else", () => {
    const read = organization("Oakey");
    expect(patchFor(read, valuesOf(read))).toEqual({});
    expect(patchFor(read, { ...valuesOf(read), name: " Oakey Ltd ", invitation_days: "14" })).toEqual({
      name: "Oakey Ltd",
      settings: { invitation_days: 14 },
    });
    expect(patchFor(read, { ...valuesOf(read), allowed_domains: [] })).toEqual({ settings: { allowed_domains: [] } });
  });

  it("keeps mine on top of theirs, and theirs where I changed nothing", () => {
    const read = organization("Oakey");
    const theirs = organization("Oakey Ltd", 3);
    const mine = { ...valuesOf(read), invitation_days: "14", approve_new_users: true };
    const both = onTopOf(theirs, read, mine);
    expect(patchFor(theirs, both)).toEqual({ settings: { invitation_days: 14, approve_new_users: true } });
    expect(both.name).toBe("Oakey Ltd");
  });
});
