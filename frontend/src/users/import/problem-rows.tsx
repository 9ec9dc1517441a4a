import { t } from "@lingui/core/macro";
import { Pencil, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Grants } from "@/api/types";
import { EmptyState } from "@/design/surface";
import type { Problem } from "./check";
import type { Directory } from "./directory";
import { LineTable } from "./line-table";
import type { RawRow } from "./read";
import { RowEditor } from "./row-editor";
import styles from "./rows.module.css";
import type { Draft } from "./use-draft";
import { RowButton, Who } from "./views";
import { fieldName, problemWords } from "./words";

type Props = { draft: Draft; directory: Directory; defaults: Grants };

/** The rows that cannot be sent: what is wrong, a form to correct it in place, and leaving the row out. */
export function ProblemRows({ draft, directory, defaults }: Props) {
  const [editing, setEditing] = useState<RawRow | null>(null);
  const table = useRef<HTMLDivElement>(null);
  // Where the keyboard goes on after a row has left the list, or its form has closed.
  const [goOnAt, setGoOnAt] = useState<number | null>(null);
  useEffect(() => {
    if (goOnAt === null) return;
    const buttons = table.current?.querySelectorAll<HTMLElement>("[data-edit]") ?? [];
    (buttons[Math.min(goOnAt, buttons.length - 1)] ?? table.current)?.focus();
    setGoOnAt(null);
  }, [goOnAt]);
  const settle = (row: RawRow) => {
    const shown = [...(table.current?.querySelectorAll<HTMLElement>("[data-edit]") ?? [])];
    setEditing(null);
    setGoOnAt(
      Math.max(
        0,
        shown.findIndex((button) => button.dataset.edit === keyOf(row)),
      ),
    );
  };
  return (
    <div ref={table} tabIndex={-1} className={styles.region}>
      <LineTable
        label={t`rows with problems`}
        rows={draft.bad}
        keyOf={({ raw }) => keyOf(raw)}
        lineOf={({ raw }) => raw.line}
        empty={<EmptyState title={t`No problems`}>{t`Every row can be sent.`}</EmptyState>}
        columns={[
          {
            id: "who",
            head: t`Person`,
            className: styles.whoColumn,
            cell: ({ raw, problems }) => (
              <>
                <Who name={raw.cells.name} email={raw.cells.email} />
                <div className={styles.folded}>
                  <ProblemList problems={problems} />
                </div>
              </>
            ),
          },
          {
            id: "problem",
            head: t`What is wrong`,
            className: styles.problemColumn,
            cell: ({ problems }) => <ProblemList problems={problems} />,
          },
          {
            id: "actions",
            head: t`Actions`,
            className: styles.actionsColumn,
            cell: ({ raw }) => (
              <div className={styles.rowActions}>
                <RowButton
                  icon={Pencil}
                  words={t`Edit`}
                  label={t`Edit line ${raw.line}`}
                  data-edit={keyOf(raw)}
                  aria-expanded={editing === raw}
                  onClick={() => setEditing(editing === raw ? null : raw)}
                />
                <RowButton
                  icon={X}
                  words={t`Leave out`}
                  label={t`Leave out line ${raw.line}`}
                  onClick={() => {
                    draft.leave(raw);
                    settle(raw);
                  }}
                />
              </div>
            ),
          },
        ]}
        below={(row) =>
          editing === row.raw && (
            <RowEditor
              row={row}
              directory={directory}
              defaults={defaults}
              onSave={(cells) => {
                draft.edit(row.raw, cells);
                settle(row.raw);
              }}
              onCancel={() => settle(row.raw)}
            />
          )
        }
      />
    </div>
  );
}

function ProblemList({ problems }: { problems: Problem[] }) {
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={`${problem.field} ${problem.code} ${problem.value}`}>
          <span className={styles.problemField}>{fieldName(problem.field)}</span> {problemWords(problem)}
        </li>
      ))}
    </ul>
  );
}

/** A line may hold several people. */
function keyOf({ line, cells }: RawRow): string {
  return `${line} ${cells.email}`;
}
