import { describe, expect, it } from "vitest";
import { ProblemError } from "@/api/problems";
import type { Person } from "../person";
import { attempt } from "./attempt";
import type { BulkAction } from "./bulk-rights";

const problem = (code: string) => new ProblemError({ type: `/problems/${code}`, title: code, status: 400 });
const member = (list: Person["list"], version = 1): Person => ({
  id: "mem_a",
  kind: "member",
  list,
  name: "A",
  email: "a@oakey.example",
  role: "member",
  version,
});
const invitation = (invitationState: Person["invitationState"]): Person => ({
  ...member("invited"),
  kind: "invitation",
  invitationState,
});

/** Tries with what each write and the one read answer: a person, nobody, or a problem's code. */
async function tried(
  action: BulkAction,
  before: Person,
  writes: (Person | string | undefined)[],
  read?: Person | string,
) {
  const written: (number | undefined)[] = [];
  const give = (what: Person | string | undefined) => {
    if (typeof what === "string") throw problem(what);
    return what;
  };
  const result = await attempt(action, before, "key", {
    write: async ({ version }) => {
      written.push(version);
      return give(writes[written.length - 1]);
    },
    read: async () => give(read) as Person,
  });
  return { result, written };
}

describe("one person of many", () => {
  it.each<[string, BulkAction, Person, (Person | string | undefined)[], Person | string | undefined, string, number]>([
    ["is done", "suspend", member("active"), [member("suspended", 2)], undefined, "done", 1],
    ["is refused", "remove", member("active"), ["admin-target"], undefined, "failed", 1],
    ["is tried later when the service is busy", "remove", member("active"), ["too-many"], undefined, "busy", 1],
    ["is tried later when the reply was lost", "revoke", invitation("pending"), ["unreachable"], undefined, "busy", 1],
    [
      "changed: once more as they are now",
      "approve",
      member("pending_approval"),
      ["stale-version", member("active", 3)],
      member("pending_approval", 2),
      "done",
      2,
    ],
    [
      "changed again: no third time",
      "approve",
      member("pending_approval"),
      ["stale-version", "stale-version"],
      member("pending_approval", 2),
      "failed",
      2,
    ],
    [
      "left the list meanwhile",
      "approve",
      member("pending_approval"),
      ["stale-version"],
      member("suspended", 2),
      "failed",
      1,
    ],
    [
      "was approved by somebody else",
      "approve",
      member("pending_approval"),
      ["conflict"],
      member("active", 2),
      "done",
      1,
    ],
    ["was removed by somebody else", "remove", member("active"), ["not-found"], "not-found", "done", 1],
    [
      "was revoked, though the reply was lost",
      "revoke",
      invitation("pending"),
      ["not-pending"],
      invitation("revoked"),
      "done",
      1,
    ],
    [
      "was accepted before it could be revoked",
      "revoke",
      invitation("pending"),
      ["not-pending"],
      invitation("accepted"),
      "failed",
      1,
    ],
    ["is gone and cannot be suspended", "suspend", member("active"), ["not-found"], "not-found", "failed", 1],
    ["cannot be looked at for now", "suspend", member("active"), ["conflict"], "unavailable", "busy", 1],
  ])("%s", async (_what, action, before, writes, read, kind, calls) => {
    const { result, written } = await tried(action, before, writes, read);
    expect(result.kind).toBe(kind);
    expect(written).toHaveLength(calls);
  });

  it("is tried again with the version that was read", async () => {
    const writes = ["stale-version", member("active", 8)];
    const { written } = await tried("approve", member("pending_approval", 1), writes, member("pending_approval", 7));
    expect(written).toEqual([1, 7]);
  });

  it("who failed because somebody was faster says how they stand", async () => {
    const { result } = await tried("revoke", invitation("pending"), ["not-pending"], invitation("accepted"));
    expect(result).toMatchObject({ kind: "failed", faster: { now: { invitationState: "accepted" } } });
  });
});
