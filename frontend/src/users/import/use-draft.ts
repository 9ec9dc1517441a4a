import { useMemo, useState } from "react";
import type { Grants } from "@/api/types";
import { checkRows } from "./check";
import type { Field } from "./columns";
import type { Directory } from "./directory";
import type { RawRow, ReadFile } from "./read";

/** A file that was read and is looked through before it is sent. */
export type OpenFile = { name: string; read: ReadFile };

export type Draft = ReturnType<typeof useDraft>;

/** The rows of a file with what is wrong with them; each can be edited, left out and brought back. */
export function useDraft(file: OpenFile, directory: Directory, defaults: Grants) {
  const [rows, setRows] = useState(file.read.rows);
  const [leftOut, setLeftOut] = useState<ReadonlySet<RawRow>>(new Set());
  const checked = useMemo(
    () =>
      checkRows(
        rows.filter((row) => !leftOut.has(row)),
        directory,
        defaults,
      ),
    [rows, leftOut, directory, defaults],
  );
  return {
    bad: useMemo(() => checked.filter(({ problems }) => problems.length > 0), [checked]),
    good: useMemo(() => checked.filter(({ problems }) => problems.length === 0), [checked]),
    leftOut: useMemo(() => rows.filter((row) => leftOut.has(row)), [rows, leftOut]),
    /** How many rows take the grants that were chosen in the form. */
    withoutRole: useMemo(() => checked.filter(({ raw }) => raw.cells.role === "").length, [checked]),
    changed: rows !== file.read.rows || leftOut.size > 0,
    edit: (row: RawRow, cells: Record<Field, string>) =>
      setRows(rows.map((other) => (other === row ? { line: row.line, cells } : other))),
    leave: (row: RawRow) => setLeftOut(new Set([...leftOut, row])),
    bringBack: (row: RawRow) => setLeftOut(new Set([...leftOut].filter((other) => other !== row))),
  };
}
