import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/design/button";
import { Panel } from "@/design/surface";
import styles from "./person.module.css";

type Props = {
  /** What was saved meanwhile, a line a change. */
  theirs: string[];
  /** What I was about to save. */
  mine: string[];
  onReload: () => void;
  onKeep: () => void;
};

/** Somebody else saved first: both sets of changes side by side, and the choice between them. */
export function ConflictPanel({ theirs, mine, onReload, onKeep }: Props) {
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
        <ChangeList title={t`They saved`} words={theirs} />
        <ChangeList title={t`You want`} words={mine} />
      </div>
      <div className={styles.conflictButtons}>
        <Button onClick={onReload}>{t`Use theirs`}</Button>
        <Button onClick={onKeep}>{t`Keep mine on top of theirs`}</Button>
      </div>
    </Panel>
  );
}

function ChangeList({ title, words }: { title: string; words: string[] }) {
  return (
    <div>
      <h3 className={styles.bothTitle}>{title}</h3>
      {words.length === 0 ? (
        <p className={styles.muted}>{t`Nothing that is shown here.`}</p>
      ) : (
        <ul className={styles.changes}>
          {words.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
