import { t } from "@lingui/core/macro";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Grants } from "@/api/types";
import { Button } from "@/design/button";
import { Field as LabelledField, TextInput } from "@/design/field";
import { type CheckedRow, checkRow } from "./check";
import { FIELDS, type Field } from "./columns";
import type { Directory } from "./directory";
import styles from "./rows.module.css";
import { allProblemWords, fieldName } from "./words";

type Props = {
  row: CheckedRow;
  directory: Directory;
  defaults: Grants;
  onSave: (cells: Record<Field, string>) => void;
  onCancel: () => void;
};

/** The cells of a row as they stand in the file, judged while one types. */
export function RowEditor({ row, directory, defaults, onSave, onCancel }: Props) {
  const [cells, setCells] = useState(row.raw.cells);
  const changed = cells !== row.raw.cells;
  const problems = changed ? checkRow({ line: row.raw.line, cells }, directory, defaults).problems : row.problems;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(cells);
  };
  return (
    <form
      ref={form}
      className={styles.editor}
      onSubmit={save}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
      aria-label={t`Line ${row.raw.line}`}
    >
      {FIELDS.map((field) => {
        const wrong = problems.filter((problem) => problem.field === field);
        return (
          <LabelledField
            key={field}
            className={styles[field]}
            label={fieldName(field)}
            error={wrong.length > 0 ? allProblemWords(wrong) : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                value={cells[field]}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setCells({ ...cells, [field]: event.target.value })}
              />
            )}
          </LabelledField>
        );
      })}
      <div className={styles.editorButtons}>
        <Button type="submit">{t`Save the row`}</Button>
        <Button kind="quiet" onClick={onCancel}>
          {t`Cancel`}
        </Button>
      </div>
    </form>
  );
}
