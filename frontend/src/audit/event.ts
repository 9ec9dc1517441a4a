import type { RecordedEvent } from "@/api/types";

/** Who did something. The kinds are not all known to the page: a newer server may have more. */
export type Actor = Omit<RecordedEvent["actor"], "kind"> & { kind: string };
/** The record that changed. */
export type Target = Omit<RecordedEvent["target"], "kind"> & { kind: string };
/** What changed; what is missing did not. */
export type Change = RecordedEvent["change"];
/** One entry of the audit log. Names are those of now: a person who is gone has none. */
export type AuditEvent = Omit<RecordedEvent, "actor" | "target"> & { actor: Actor; target: Target };
