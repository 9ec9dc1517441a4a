import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/design/button";
import { Panel } from "@/design/surface";
import { changeWords, type Names } from "./change-words";
import type { Change } from "./changes";
import styles from "./person.module.css";
import type { Conflict } from "./use-grants-draft";

type Props = { conflict: Conflict; names: Names; onReload: () => void; onKeep: () => void };

/** Somebody else saved first: both sets of changes side by side, and the choice between them. */
export function ConflictPanel({ conflict, names, onReload, onKeep }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Panel className={styles.conflict}>
      <div role="alert">
        <h2 tabIndex={-1} ref={heading}>
          {t`Somebody else changed this in the meantime`}
        </h2>
        <p className={styles.muted}>{t`Nothing of yours is saved yet.`}</p>
      </div>
      <div className={styles.both}>
        <ChangeList title={t`They saved`} changes={conflict.theirChanges} names={names} />
        <ChangeList title={t`You want`} changes={conflict.myChanges} names={names} />
      </div>
      <div className={styles.conflictButtons}>
        <Button onClick={onReload}>{t`Use theirs`}</Button>
        <Button onClick={onKeep}>{t`Keep mine on top of theirs`}</Button>
      </div>
    </Panel>
  );
}

function ChangeList({ title, changes, names }: { title: string; changes: Change[]; names: Names }) {
  return (
    <div>
      <h3 className={styles.bothTitle}>{title}</h3>
      {changes.length === 0 ? (
        <p className={styles.muted}>{t`Nothing that is shown here.`}</p>
      ) : (
        <ul className={styles.changes}>
          {changes.map((change) => (
            <li key={JSON.stringify(change)}>{changeWords(change, names)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
