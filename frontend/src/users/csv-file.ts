import { saveFile } from "@/app/save-file";

/** Rows as CSV (RFC 4180). Cells that a spreadsheet would take for a formula are neutralised. */
export function csvText(rows: string[][]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Has the browser save a CSV file, given whole or in parts. It begins with a byte order mark: without it Excel takes UTF-8 for something else. */
export function saveCsv(name: string, ...csv: (string | Blob)[]): void {
  saveFile(name, "text/csv;charset=utf-8", "\uFEFF", ...csv);
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
