import { plural, t } from "@lingui/core/macro";
import { Progress } from "@/design/progress";
import { Unseen } from "@/design/unseen";
import { countWords } from "@/messages/dates";
import styles from "./bulk.module.css";
import { type Run, tally } from "./run";

/** How far a run is. Read out at every quarter only. */
export function BulkProgress({ run }: { run: Run }) {
  const { all, settled, failed } = tally(run);
  const busy = run.heldUntil > Date.now();
  const quarter = Math.floor((settled / all) * 4) * 25;
  return (
    <div className={styles.dialog}>
      <p className={styles.numbers}>
        <span>{t`${countWords(settled)} of ${countWords(all)}`}</span>
        {failed > 0 && <span className={styles.failed}>{plural(failed, { one: "# failed", other: "# failed" })}</span>}
      </p>
      <Progress value={settled} max={all} aria-label={t`Progress`} />
      <p className={styles.remark}>
        {run.stopped
          ? t`Stopping: what was begun is finished.`
          : busy
            ? t`The service is busy. It goes on by itself in a moment.`
            : t`Keep this page open until it is done.`}
      </p>
      <Unseen role="status">{quarter > 0 && t`${quarter}% done`}</Unseen>
    </div>
  );
}
