import Papa from "papaparse";
import { parseAddresses } from "../invite/addresses";
import { type Columns, type Field, fieldsNamed, readHead } from "./columns";

/** One row of the file as it stands there. Rows are never changed: an edit makes a new one. */
export type RawRow = {
  /** The line of the file where the row begins, counted from 1. */
  line: number;
  cells: Record<Field, string>;
  /** A quote opens in this row and never closes: everything behind it is in this row. */
  unclosed?: boolean;
};

/** What a file holds. */
export type ReadFile = { rows: RawRow[]; ignored: string[]; head: boolean };

/** Why a text is no list of people. */
export type NoTable =
  | { trouble: "no_email_column"; found: string[] }
  | { trouble: "no_rows" }
  | { trouble: "too_many"; count: number };

/** More rows than an organization may have open invitations are not read. */
const MAX_ROWS = 10_000;

const DELIMITERS = [",", ";", "\t", "|"];

/** Reads CSV (RFC 4180, and what spreadsheets make of it) with any usual delimiter, with or without a head line. */
export function readTable(text: string): ReadFile | NoTable {
  const lines = parse(text);
  const first = lines.find(({ cells }) => cells.some((cell) => cell !== ""));
  if (!first) return { trouble: "no_rows" };
  const columns = readHead(first.cells);
  const rows = columns
    ? lines
        .filter((line) => line !== first && line.cells.some((cell) => cell !== ""))
        .map((line) => rowOf(line, columns))
    : first.cells.some((cell) => cell.includes("@"))
      ? lines.flatMap(withoutHead)
      : undefined;
  if (!rows) return { trouble: "no_email_column", found: first.cells.filter(Boolean) };
  if (rows.length === 0) return { trouble: "no_rows" };
  if (rows.length > MAX_ROWS) return { trouble: "too_many", count: rows.length };
  return { rows, ignored: columns?.ignored ?? [], head: columns !== undefined };
}

type Line = { line: number; cells: string[]; unclosed?: boolean };

function parse(text: string): Line[] {
  // One kind of line end makes lines countable, inside of quotes too.
  let rest = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  let line = 1;
  // Excel's own way to name the delimiter, as a line before the first.
  const told = /^sep=(.)\n/i.exec(rest);
  if (told) {
    rest = rest.slice(told[0].length);
    line = 2;
  }
  const delimiter = told?.[1] ?? delimiterOf(rest);
  const lines: Line[] = [];
  let read = 0;
  Papa.parse<string[]>(rest, {
    delimiter,
    newline: "\n",
    step: ({ data, meta, errors }) => {
      const unclosed = errors.some(({ code }) => code === "MissingQuotes") || undefined;
      lines.push({ line, cells: data.map(cleaned), unclosed });
      line += count("\n", rest.slice(read, meta.cursor));
      read = meta.cursor;
    },
  });
  return lines;
}

/** The delimiter by which the first line names the most fields; for files without a head, what fits best. */
function delimiterOf(text: string): string {
  const [head = ""] = text.trimStart().split("\n", 1);
  const named = DELIMITERS.map((delimiter) => {
    const [cells = []] = Papa.parse<string[]>(head, { delimiter, newline: "\n" }).data;
    return { delimiter, fields: fieldsNamed(cells) };
  }).sort((one, other) => other.fields - one.fields)[0];
  if (named && named.fields > 1) return named.delimiter;
  return Papa.parse<string[]>(text, { preview: 50, newline: "\n", delimitersToGuess: DELIMITERS }).meta.delimiter;
}

/** A cell as it was meant: exports put a ' before what a spreadsheet would take for a formula. */
function cleaned(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@\t\r])/, "");
}

function rowOf({ line, cells, unclosed }: Line, columns: Columns): RawRow {
  const at = (column: number | undefined) => (column === undefined ? "" : (cells[column] ?? ""));
  return {
    line,
    unclosed,
    cells: {
      // "Jonas Weber <jonas@…>" in the column of addresses.
      ...splitBracketed(at(columns.email), columns.name.map(at).filter(Boolean).join(" ")),
      role: at(columns.role),
      permissions: at(columns.permissions),
      ad_account_roles: at(columns.ad_account_roles),
    },
  };
}

function splitBracketed(email: string, name: string): { email: string; name: string } {
  if (!email.includes("<")) return { email: email.replace(/^mailto:/i, ""), name };
  const [found] = parseAddresses(email);
  return found && !found.problem ? { email: found.email, name: name || found.name } : { email, name };
}

/** A line of a file that has no head: one address with or without a name, or several addresses. */
function withoutHead({ line, cells, unclosed }: Line): RawRow[] {
  const filled = cells.filter(Boolean);
  const addresses = filled.filter((cell) => cell.includes("@"));
  const nameBeside =
    addresses.length === 1 && filled.length === 2 ? (filled.find((cell) => !cell.includes("@")) ?? "") : "";
  const named = addresses.length > 0 ? addresses : filled.slice(0, 1);
  return named
    .flatMap((cell) => parseAddresses(cell))
    .map(({ email, name }) => ({
      line,
      unclosed,
      cells: { email, name: name || nameBeside, role: "", permissions: "", ad_account_roles: "" },
    }));
}

function count(char: string, text: string): number {
  let found = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found += 1;
  return found;
}
