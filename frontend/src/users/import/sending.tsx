import { plural, t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { LeaveGuard } from "@/app/leave-guard";
import { Button } from "@/design/button";
import { ConfirmDialog } from "@/design/dialog";
import { Progress } from "@/design/progress";
import { Notice, Panel, RequestId } from "@/design/surface";
import { Unseen } from "@/design/unseen";
import { countWords } from "@/messages/dates";
import { saveCsv } from "../csv-file";
import styles from "./import.module.css";
import { type Job, mayTryAgain, phaseOf, progressOf } from "./job";
import { Outcomes } from "./outcomes";
import { Hindrance } from "./review";
import { outcomesFile } from "./review-files";
import type { ImportState } from "./use-import";
import { stopWords } from "./words";

type Props = { org: string; state: ImportState; onDone: () => void };

/** An import on its way: how far it is, stopping and continuing it, and what became of each row. */
export function Sending({ org, state, onDone }: Props) {
  const { job } = state;
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const [givingUp, setGivingUp] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  if (!job) return null;
  const phase = phaseOf(job);
  const { done, all } = progressOf(job);
  const again = job.outcomes.filter(mayTryAgain).length;
  const [doneText, allText] = [countWords(done), countWords(all)];
  const leave = async () => {
    await state.forget();
    onDone();
    void navigate({ to: "/orgs/$org/users", params: { org }, search: { tab: "invited" } });
  };
  return (
    <>
      <Panel className={styles.sending}>
        <div className={styles.sendingHead}>
          <div>
            <h2 tabIndex={-1} ref={heading}>
              {titleOf(job)}
            </h2>
            <p className={styles.muted}>{job.file}</p>
          </div>
          <p className={styles.numbers}>
            <strong>{doneText}</strong> {t`of ${allText}`}
          </p>
        </div>
        <Progress value={done} max={all} aria-label={t`Rows that were sent`} />
        <Announced done={done} all={all} phase={phase} />
        {job.trouble && (
          <Notice tone={phase === "running" ? "info" : "warning"}>
            {phase === "running"
              ? t`The server does not answer at the moment. Trying again by itself.`
              : stopWords(job.trouble)}
            <RequestId id={job.trouble.requestId} />
          </Notice>
        )}
        {state.hindrance && <Hindrance hindrance={state.hindrance} />}
        {phase === "paused" && !job.trouble && (
          <p
            className={styles.muted}
          >{t`What was sent stays sent. The rest is kept in this browser for a day, and nobody is invited twice.`}</p>
        )}
        <div className={styles.sendingButtons}>
          {(phase === "running" || phase === "stopping") && (
            <Button onClick={state.stop} busy={phase === "stopping"}>
              {phase === "stopping" ? t`Stopping` : t`Stop`}
            </Button>
          )}
          {phase === "paused" && (
            <>
              <Button kind="primary" onClick={state.resume}>
                {done === 0 ? t`Send` : t`Continue`}
              </Button>
              <Button kind="dangerText" onClick={() => setGivingUp(true)}>{t`Give up the rest…`}</Button>
            </>
          )}
          {phase === "finished" && (
            <>
              <Button kind="primary" onClick={() => void leave()}>
                {t`Done`}
              </Button>
              {again > 0 && (
                <Button onClick={state.tryAgain}>
                  {plural(again, { one: "Try # failure again", other: "Try # failures again" })}
                </Button>
              )}
            </>
          )}
          {(phase === "paused" || phase === "finished") && (
            <Button
              kind="link"
              onClick={() => saveCsv(`result-${job.file.replace(/\.[^.]*$/, "")}.csv`, outcomesFile(job))}
            >
              {t`Download the result`}
            </Button>
          )}
        </div>
      </Panel>
      <Outcomes job={job} />
      <ConfirmDialog
        open={givingUp}
        onClose={() => setGivingUp(false)}
        title={t`Give up the rest?`}
        action={t`Give up`}
        dangerous
        busy={false}
        onConfirm={() => void leave()}
      >
        <p>
          {plural(all - done, {
            one: "# person is not invited.",
            other: `${countWords(all - done)} people are not invited.`,
          })}{" "}
          {t`Invitations that were sent stay open.`}
        </p>
      </ConfirmDialog>
      <LeaveGuard
        when={phase === "running" || phase === "stopping"}
        title={t`Stop sending?`}
        action={t`Stop and leave`}
        onLeave={state.stop}
      >
        {t`${doneText} of ${allText} are sent. The rest is kept, and you can continue later.`}
      </LeaveGuard>
    </>
  );
}

function titleOf(job: Job): string {
  switch (phaseOf(job)) {
    case "running":
      return t`Sending invitations`;
    case "stopping":
      return t`Stopping after what is under way`;
    case "paused":
      return t`This import is waiting`;
    case "finished":
      return t`The import is done`;
  }
}

/** Says to screen readers how far it is: in quarters and when it stops, not with every call. */
function Announced({ done, all, phase }: { done: number; all: number; phase: ReturnType<typeof phaseOf> }) {
  const quarter = Math.floor((4 * done) / all);
  const said = useRef({ quarter: -1, phase, words: "" });
  if (said.current.quarter !== quarter || said.current.phase !== phase) {
    said.current = { quarter, phase, words: t`${countWords(done)} of ${countWords(all)} sent.` };
  }
  return <Unseen role="status">{said.current.words}</Unseen>;
}
