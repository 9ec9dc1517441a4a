import type { AddressOutcome } from "./sending";

/** The outcomes as CSV (RFC 4180). Cells that a spreadsheet would take for a formula are neutralised. */
export function resultsFile(outcomes: AddressOutcome[], words: (outcome: AddressOutcome["outcome"]) => string): string {
  const rows = outcomes.map(({ entry, outcome, result }) => [
    entry.email || entry.text,
    entry.name,
    words(outcome),
    result?.detail ?? "",
  ]);
  return [["E-mail", "Name", "Outcome", "Detail"], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
