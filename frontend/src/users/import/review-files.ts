import { t } from "@lingui/core/macro";
import { csvText } from "../csv-file";
import type { Entry } from "./check";
import { FIELDS } from "./columns";
import type { Job } from "./job";
import type { RawRow } from "./read";
import type { Draft } from "./use-draft";
import { allProblemWords, outcomeWords } from "./words";

/** The bad rows as they stand, with a column that says what is wrong; corrected, it can be imported as it is. */
export function badRowsFile({ bad }: Draft): string {
  const rows = bad.map(({ raw, problems }) => [
    String(raw.line),
    ...FIELDS.map((field) => raw.cells[field]),
    allProblemWords(problems),
  ]);
  return csvText([["line", ...FIELDS, "problem"], ...rows]);
}

/** What is not sent, and why, so that the result tells of every row of the file. */
export function leftOutRows({ bad, leftOut }: Draft): { row: { line: number; entry: Entry }; why: string }[] {
  const asRow = ({ line, cells }: RawRow): { line: number; entry: Entry } => ({
    line,
    entry: { email: cells.email, name: cells.name, role: "guest", permissions: [], ad_account_roles: [] },
  });
  return [
    ...bad.map(({ raw, problems }) => ({ row: asRow(raw), why: allProblemWords(problems) })),
    ...leftOut.map((raw) => ({ row: asRow(raw), why: t`You left this row out.` })),
  ];
}

/** What became of every row. */
export function outcomesFile({ rows, outcomes }: Job): string {
  const lines = rows.map(({ line, entry }, at) => {
    const outcome = outcomes[at];
    return [
      String(line),
      entry.name ?? "",
      entry.email,
      outcomeWords(outcome?.outcome ?? "waiting"),
      outcome?.detail ?? "",
    ];
  });
  return csvText([["line", "name", "email", "outcome", "detail"], ...lines]);
}
