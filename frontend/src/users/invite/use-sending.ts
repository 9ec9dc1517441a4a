import { plural } from "@lingui/core/macro";
import { useRef, useState } from "react";
import { answer, api, writing } from "@/api/client";
import type { Grants, InviteResult } from "@/api/types";
import { say } from "@/design/toasts";
import { useMe } from "@/organizations/me";
import { keepOwnWrites } from "../own-writes-store";
import type { Person } from "../person";
import type { AddressEntry } from "./addresses";
import { type AddressOutcome, type Batch, batchesOf, outcomesOf, sendBatches } from "./sending";

type Job = { batches: Batch[]; bad: AddressEntry[]; grants: Grants; message: string };

/** Sends an invitation to many, keeps what became of each, and closes when all went well. */
export function useSending(org: string, onAllSent: () => void) {
  const me = useMe(org);
  const job = useRef<Job | null>(null);
  const [step, setStep] = useState<"form" | "sending" | "results">("form");
  const [done, setDone] = useState(0);
  const [outcomes, setOutcomes] = useState<AddressOutcome[]>([]);
  const [error, setError] = useState<unknown>(null);

  async function run({ batches, bad, grants, message }: Job) {
    setStep("sending");
    setError(null);
    let failure: unknown = null;
    try {
      await sendBatches(
        batches,
        (batch) => invite(org, batch, grants, message),
        (batch, doneNow) => {
          setDone(doneNow);
          keepInvited(org, batch, grants, message, me && { id: me.member.user.id, name: me.member.user.name });
        },
      );
    } catch (cause) {
      failure = cause;
    }
    const all = outcomesOf(batches, bad);
    setOutcomes(all);
    setError(failure);
    if (failure === null && all.every(({ outcome }) => outcome === "invited")) {
      say(plural(all.length, { one: "# invitation is on its way.", other: "# invitations are on their way." }));
      onAllSent();
    } else setStep("results");
  }

  return {
    step,
    done,
    all: job.current?.batches.reduce((sum, { entries }) => sum + entries.length, 0) ?? 0,
    outcomes,
    error,
    start: (good: AddressEntry[], bad: AddressEntry[], grants: Grants, message: string) => {
      job.current = { batches: batchesOf(good), bad, grants, message };
      setDone(0);
      void run(job.current);
    },
    resume: () => job.current && void run(job.current),
    backToForm: () => setStep("form"),
    failedEntries: () => outcomes.filter(({ outcome }) => outcome !== "invited").map(({ entry }) => entry),
  };
}

async function invite(org: string, batch: Batch, grants: Grants, message: string): Promise<InviteResult[]> {
  const { results } = await answer(
    api.POST("/v1/organizations/{org}/invitations", {
      params: { path: { org } },
      headers: writing({ key: batch.key }),
      body: {
        invitations: batch.entries.map(({ email, name }) => (name ? { email, name } : { email })),
        ...grants,
        ...(message.trim() && { message: message.trim() }),
        send_email: true,
      },
    }),
  );
  return results;
}

/** The lists are seconds late: what was just invited is shown from here. */
function keepInvited(org: string, batch: Batch, grants: Grants, message: string, invitedBy: Person["invitedBy"]) {
  const since = new Date().toISOString();
  const people = batch.entries.flatMap((entry, at): Person[] => {
    const invitation = batch.results?.[at]?.invitation;
    if (batch.results?.[at]?.outcome !== "invited" || !invitation) return [];
    return [
      {
        id: invitation.id,
        kind: "invitation",
        list: "invited",
        name: entry.name,
        email: entry.email,
        role: grants.role,
        permissions: grants.permissions,
        adAccountRoles: grants.ad_account_roles,
        adAccountRoleCount: grants.ad_account_roles.length,
        version: invitation.version,
        since,
        invitedBy,
        mailState: "queued",
        expiresAt: invitation.expires_at,
        message,
      },
    ];
  });
  keepOwnWrites(
    org,
    people.map((person) => ({ id: person.id, from: null, to: "invited", person })),
  );
}
