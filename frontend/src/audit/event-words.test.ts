import { readFileSync } from "node:fs";
import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, AuditEvent, Change, Target } from "./event";
import { offeredFamilies, typeName } from "./event-types";
import { actorKind, actorName, eventSentence, hasWords, sentenceParts, targetName } from "./event-words";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const carrie: Actor = { kind: "user", id: "usr_1CARRIE", name: "Carrie Oakey" };
const earl: Target = { kind: "member", id: "mem_2EARL", name: "Earl E. Bird", email: "earl@oakey.example" };
const event = (type: string, changes: Partial<AuditEvent> = {}): AuditEvent => ({
  id: "evt_1",
  type,
  at: "2026-11-22T10:00:00Z",
  actor: carrie,
  target: earl,
  version: 1,
  change: {},
  ...changes,
});

/** Every event of product.md §3. */
const ALL = [
  ...["created", "updated", "deleted"].map((action) => `organization.${action}`),
  ...["created", "updated", "resent", "accepted", "declined", "revoked", "expired", "bounced"].map(
    (action) => `invitation.${action}`,
  ),
  ...["added", "approved", "rejected", "updated", "suspended", "reactivated", "removed", "left"].map(
    (action) => `member.${action}`,
  ),
  ...["created", "updated", "archived", "restored"].map((action) => `ad_account.${action}`),
  ...["invited", "accepted", "declined", "updated", "ended"].map((action) => `agency.${action}`),
  "agency_member.updated",
  ...["created", "revoked"].map((action) => `api_key.${action}`),
  ...["created", "updated", "deleted", "disabled"].map((action) => `webhook.${action}`),
  ...["two_factor_enabled", "two_factor_disabled"].map((action) => `user.${action}`),
];

/** The events that the program writes, from the list that it keeps of them. */
const WRITTEN = [
  ...readFileSync(new URL("../../../shared/account/event.go", import.meta.url), "utf8").matchAll(
    /EventType\s+= "([a-z_.]+)"/g,
  ),
].map(([, type = ""]) => type);

describe("every event has words", () => {
  it.each(ALL)("%s", (type) => {
    expect(hasWords(type)).toBe(true);
    expect(typeName(type)).not.toContain(".");
    expect(eventSentence(event(type))).not.toContain(type);
  });

  it("and every event that is written can be filtered by", () => {
    const offered = offeredFamilies().flatMap(({ types }) => types.map(({ value }) => value));
    expect(WRITTEN.length).toBeGreaterThan(20);
    expect(WRITTEN.filter((type) => !hasWords(type) || !offered.includes(type))).toEqual([]);
  });
});

describe("what happened, in one sentence", () => {
  const itself = { actor: { ...carrie, id: "usr_2EARL", name: "Earl E. Bird" } };
  const invitation: Target = { kind: "invitation", id: "inv_3", email: "mia@northwind.example" };
  const organization = { target: { kind: "organization", id: "4829130776" } };
  const state = (before: string, after: string): Change => ({ state: { before, after } });
  const ofAgency = (before: string, after: string): Partial<AuditEvent> => ({
    target: { kind: "agency_member", id: "mem_9MIA", name: "Mia", related: "7301945528" },
    change: state(before, after),
  });
  it.each<[string, AuditEvent]>([
    ["Carrie Oakey changed Earl E. Bird’s permissions", event("member.updated")],
    ["Carrie Oakey added Earl E. Bird", event("member.added")],
    ["Earl E. Bird joined the organization", event("member.added", itself)],
    [
      "Earl E. Bird accepted and waits for approval",
      event("member.added", { ...itself, change: state("", "pending_approval") }),
    ],
    ["Earl E. Bird left the organization", event("member.left", itself)],
    ["The invitation to mia@northwind.example expired", event("invitation.expired", { target: invitation })],
    ["Carrie Oakey changed the settings of the organization", event("organization.updated", organization)],
    [
      "An operator restored the organization",
      event("organization.updated", {
        ...organization,
        actor: { kind: "operator" },
        change: { values: [{ field: "state", before: "deleted", after: "active" }] },
      }),
    ],
    ["Earl E. Bird turned on two-factor authentication", event("user.two_factor_enabled", itself)],
    [
      "Carrie Oakey invited the agency Bright",
      event("agency.invited", { target: { kind: "agency", id: "7301945528", name: "Bright" } }),
    ],
    [
      "Carrie Oakey took back the invitation of the agency Bright",
      event("agency.ended", {
        target: { kind: "agency", id: "7301945528", name: "Bright" },
        change: state("pending", "revoked"),
      }),
    ],
    [
      "Carrie Oakey invited this agency to work for Oakey",
      event("agency.invited", { target: { kind: "client", id: "4829130776", name: "Oakey" } }),
    ],
    [
      "Carrie Oakey ended the work for Oakey",
      event("agency.ended", {
        target: { kind: "client", id: "4829130776", name: "Oakey" },
        change: state("active", "ended"),
      }),
    ],
    ["Carrie Oakey blocked Mia at the client", event("agency_member.updated", ofAgency("assigned", "blocked"))],
    ["Carrie Oakey let Mia in again at the client", event("agency_member.updated", ofAgency("blocked", "assigned"))],
    [
      "Carrie Oakey let Mia work for the client through the agency",
      event("agency_member.updated", ofAgency("", "assigned")),
    ],
    ["Carrie Oakey ended the work of Mia for the client", event("agency_member.updated", ofAgency("assigned", ""))],
    [
      "Carrie Oakey changed what Mia may do through the agency",
      event("agency_member.updated", { target: { kind: "agency_member", id: "mem_9MIA", name: "Mia" } }),
    ],
    [
      "Carrie Oakey disabled the webhook CRM",
      event("webhook.disabled", { target: { kind: "webhook", id: "wh_1", name: "CRM" } }),
    ],
    [
      "The webhook wh_1 was disabled",
      event("webhook.disabled", { actor: { kind: "system" }, target: { kind: "webhook", id: "wh_1" } }),
    ],
    ["Carrie Oakey: member.cloned, Earl E. Bird", event("member.cloned")],
    [
      "An operator: moon.landed, moo_1",
      event("moon.landed", { actor: { kind: "operator" }, target: { kind: "moon", id: "moo_1" } }),
    ],
  ])("%s", (words, happened) => {
    expect(eventSentence(happened)).toBe(words);
  });

  it("comes in pieces for its links", () => {
    expect(sentenceParts(event("member.updated"))).toEqual([
      { name: "actor" },
      { words: " changed " },
      { name: "target" },
      { words: "’s permissions" },
    ]);
    expect(sentenceParts(event("member.left", itself))).toEqual([
      { name: "target" },
      { words: " left the organization" },
    ]);
  });
});

it.each<[Actor, string, string]>([
  [carrie, "Carrie Oakey", ""],
  [{ kind: "user", id: "usr_9" }, "Somebody who is gone", ""],
  [{ kind: "key", id: "key_1", name: "HR import" }, "HR import", "API key"],
  [{ kind: "key", id: "key_1" }, "An API key", "API key"],
  [{ kind: "scim", id: "key_1" }, "SCIM", "SCIM"],
  [{ ...carrie, kind: "agency_member", via: { id: "1", name: "Brightwater" } }, "Carrie Oakey", "via Brightwater"],
  [{ kind: "operator" }, "An operator", "Operator"],
  [{ kind: "system" }, "The system", "System"],
  [{ kind: "robot", id: "rob_1" }, "rob_1", "robot"],
])("the actor %j", (actor, name, kind) => {
  expect([actorName(actor), actorKind(actor)]).toEqual([name, kind]);
});

it.each<[Target, string]>([
  [earl, "Earl E. Bird"],
  [{ kind: "invitation", id: "inv_1", email: "mia@northwind.example" }, "mia@northwind.example"],
  [{ kind: "member", id: "mem_1" }, "somebody who is gone"],
  [{ kind: "ad_account", id: "ada_1" }, "an ad account that is gone"],
  [{ kind: "organization", id: "4829130776", name: "OakeyInfluencer" }, "the organization"],
  [{ kind: "webhook", id: "wh_1" }, "wh_1"],
])("the target %j", (target, name) => {
  expect(targetName(target)).toBe(name);
});

it.each([
  ["member.removed", "Members: removed"],
  ["member", "Members"],
  ["invitation.resent", "Invitations: sent again"],
  ["moon.landed", undefined],
  ["member.cloned", undefined],
])("the filter calls %s %s", (type, name) => {
  expect(typeName(type)).toBe(name);
});
