import { useState } from "react";
import type { Me } from "@/api/types";
import { type AddressEntry, markTwice } from "./addresses";
import { type GrantsPrefill, useGrantsForm } from "./use-grants-form";

export type InviteFormState = ReturnType<typeof useInviteForm>;

/** What the form begins with when somebody is invited again. */
export type InvitePrefill = GrantsPrefill & { entries: AddressEntry[]; message: string };

/** What the form holds: whom to invite, with which grants, and the message. */
export function useInviteForm(me: Me | undefined, prefill?: InvitePrefill) {
  const [entries, setEntries] = useState<AddressEntry[]>(prefill?.entries ?? []);
  const [message, setMessage] = useState(prefill?.message ?? "");
  const [addressMissing, setAddressMissing] = useState(false);
  return {
    ...useGrantsForm(me, prefill),
    entries,
    setEntries: (next: AddressEntry[]) => {
      setEntries(next);
      setAddressMissing(false);
    },
    good: entries.filter(({ problem }) => !problem),
    bad: entries.filter(({ problem }) => problem),
    addressMissing,
    askForAddress: () => setAddressMissing(true),
    /** Leaves only those who were not invited, for correcting them. */
    keepOnly: (failed: AddressEntry[]) => setEntries(markTwice(failed)),
    message,
    setMessage,
  };
}
