import { t } from "@lingui/core/macro";
import { useBlocker } from "@tanstack/react-router";
import { Button } from "@/design/button";
import { ConfirmDialog } from "@/design/dialog";
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
  const leaving = useBlocker({ shouldBlockFn: () => dirty && !saving, enableBeforeUnload: dirty, withResolver: true });
  return (
    <>
      {dirty && !hidden && (
        <section className={styles.bar} aria-label={t`Unsaved changes`}>
          <ProblemNotice error={error} />
          <div className={styles.line}>
            <p className={styles.words} role="status">
              {words}
            </p>
            <div className={styles.buttons}>
              <Button kind="quiet" onClick={onDiscard} disabled={saving}>
                {t`Discard`}
              </Button>
              <Button kind="primary" busy={saving} onClick={onSave}>
                {t`Save changes`}
              </Button>
            </div>
          </div>
        </section>
      )}
      <ConfirmDialog
        open={leaving.status === "blocked"}
        onClose={() => leaving.reset?.()}
        title={t`Leave without saving?`}
        action={t`Leave`}
        dangerous
        busy={false}
        onConfirm={() => leaving.proceed?.()}
      >
        <p>{t`Not saved: ${words}.`}</p>
      </ConfirmDialog>
    </>
  );
}
