import type { SearchSchemaInput } from "@tanstack/react-router";
import { isDay } from "./days";

/** All that the audit log shows is in the address, so that a link or a reload shows the same. */
export type AuditSearch = {
  /** A type ("member.removed") or a family ("member"). */
  type: string;
  /** `usr_…`, "system" or "operator". */
  actor: string;
  /** The id of a record. */
  target: string;
  /** Days of the reader, both included: "2026-11-22". */
  from: string;
  to: string;
  cursor: string;
};

export const AUDIT_DEFAULTS: AuditSearch = { type: "", actor: "", target: "", from: "", to: "", cursor: "" };

/** Reads the address; what makes no sense becomes the default. */
export function readAuditSearch(given: Partial<AuditSearch> & SearchSchemaInput): AuditSearch {
  const text = (value: unknown, pattern: RegExp) => (typeof value === "string" && pattern.test(value) ? value : "");
  const day = (value: unknown) => (typeof value === "string" && isDay(value) ? value : "");
  return {
    type: text(given.type, /^[a-z_]+(\.[a-z_]+)?$/),
    actor: text(given.actor, /^\w+$/),
    target: text(given.target, /^\w+$/),
    from: day(given.from),
    to: day(given.to),
    cursor: text(given.cursor, /./),
  };
}

/** Whether anything narrows the log. */
export function isFiltered({ type, actor, target, from, to }: AuditSearch): boolean {
  return Boolean(type || actor || target || from || to);
}

/** Whether the first day is after the last one: nothing can match. */
export function daysCross({ from, to }: AuditSearch): boolean {
  return from !== "" && to !== "" && from > to;
}
