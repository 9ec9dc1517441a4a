import { csvText } from "../csv-file";
import type { AddressOutcome } from "./sending";

/** The outcomes as CSV. */
export function resultsFile(outcomes: AddressOutcome[], words: (outcome: AddressOutcome["outcome"]) => string): string {
  const rows = outcomes.map(({ entry, outcome, result }) => [
    entry.email || entry.text,
    entry.name,
    words(outcome),
    result?.detail ?? "",
  ]);
  return csvText([["E-mail", "Name", "Outcome", "Detail"], ...rows]);
}
