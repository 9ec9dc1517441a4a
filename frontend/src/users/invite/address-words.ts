import { t } from "@lingui/core/macro";
import type { AddressEntry } from "./addresses";

/** Why an address is marked, and so what to do. */
export function addressProblemWords({ text, email, problem }: AddressEntry): string | undefined {
  const shown = email || text;
  switch (problem) {
    case "incomplete":
      return t`“${shown}” is not a complete address.`;
    case "characters":
      return t`“${shown}” has characters that an address cannot have.`;
    case "too_long":
      return t`“${shown.slice(0, 40)}…” is too long for an address.`;
    case "twice":
      return t`“${shown}” is there twice.`;
    default:
      return undefined;
  }
}
