import { t } from "@lingui/core/macro";
import { BottomBar } from "@/design/bottom-bar";
import { Button } from "@/design/button";
import { LeaveGuard } from "./leave-guard";
import { ProblemNotice } from "./problem-panel";
import styles from "./save-bar.module.css";

type SaveBarProps = {
  /** How many changes and which: "2 changes: …". Empty when nothing differs: then there is no bar. */
  words: string;
  /** Not shown although something differs, because another choice comes first. */
  hidden?: boolean;
  saving: boolean;
  error: unknown;
  onSave: () => void;
  onDiscard: () => void;
};

/** Appears with the first change, counts the changes and names them. Leaving with unsaved changes asks first. */
export function SaveBar({ words, hidden, saving, error, onSave, onDiscard }: SaveBarProps) {
  const dirty = words !== "";
  return (
    <>
      {dirty && !hidden && (
        <BottomBar
          className={styles.bar}
          aria-label={t`Unsaved changes`}
          notice={<ProblemNotice error={error} />}
          words={
            <p className={styles.words} role="status">
              {words}
            </p>
          }
          buttons={
            <>
              <Button kind="quiet" onClick={onDiscard} disabled={saving}>
                {t`Discard`}
              </Button>
              <Button kind="primary" busy={saving} onClick={onSave}>
                {t`Save changes`}
              </Button>
            </>
          }
        />
      )}
      <LeaveGuard
        when={dirty && !saving}
        whenClosed={dirty}
        title={t`Leave without saving?`}
        action={t`Leave`}
        dangerous
      >
        {t`Not saved: ${words}.`}
      </LeaveGuard>
    </>
  );
}
