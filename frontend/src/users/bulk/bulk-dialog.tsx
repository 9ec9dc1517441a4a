import { plural, t } from "@lingui/core/macro";
import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { useSession } from "@/session/session";
import { isDangerous } from "../actions/actions-menu";
import type { Write } from "../actions/person-writes";
import { saveCsv } from "../csv-file";
import type { Person } from "../person";
import { BulkProgress } from "./bulk-progress";
import { BulkQuestion } from "./bulk-question";
import { BulkResults } from "./bulk-results";
import type { BulkAction } from "./bulk-rights";
import { resultsCsv } from "./results-csv";
import { leftOver } from "./run";
import { useBulkRun } from "./use-bulk-run";
import { bulkDoing, bulkTitle } from "./words";

type Props = {
  org: string;
  action: BulkAction;
  people: Person[];
  from: HTMLElement;
  open: boolean;
  /** `left` are those for whom it is not done; undefined when nothing was begun. */
  onClose: (left?: Person[]) => void;
};

/** Asks, does it while it tells how far it is, and says what became of each: one dialog in three steps. */
export function BulkDialog({ org, action, people, from, open, onClose }: Props) {
  const organization = useSession().data?.organizations.find(({ id }) => id === org)?.name ?? "";
  const { run, running, start, stop, again } = useBulkRun(org, action);
  const [revokingSent, setRevokingSent] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  useBlocker({ shouldBlockFn: () => running, enableBeforeUnload: running });
  const step = run === undefined ? "question" : running ? "running" : "results";
  // Each step has other buttons: the focus goes along.
  useEffect(() => {
    if (step !== "question") first.current?.focus();
  }, [step]);

  const left = run && leftOver(run);
  const how: Write = action === "remove" && revokingSent ? "remove_and_revoke_sent" : action;
  const title = bulkTitle(action, people.length);
  // Closing while it runs would hide what happens: it stops it instead.
  const close = () => (running ? stop() : onClose(left));
  return (
    <Dialog
      open={open}
      onClose={close}
      title={step === "question" ? t`${title}?` : step === "running" ? bulkDoing(action) : title}
      size={step === "results" ? "normal" : "small"}
      initialFocus={first}
      finalFocus={() => focusAfter(from)}
      aside={
        step === "results" && (
          <Button kind="quiet" onClick={() => run && saveCsv(`${action}.csv`, resultsCsv(action, run.items))}>
            {t`Download as CSV`}
          </Button>
        )
      }
      foot={
        step === "question" ? (
          <>
            <Button ref={first} onClick={close}>
              {t`Cancel`}
            </Button>
            <Button kind={isDangerous(action) ? "danger" : "primary"} onClick={() => start(people, how)}>
              {title}
            </Button>
          </>
        ) : step === "running" ? (
          <Button ref={first} onClick={stop} disabled={run?.stopped}>
            {t`Stop`}
          </Button>
        ) : (
          <>
            {left && left.length > 0 && (
              <Button onClick={again}>{plural(left.length, { one: "Try # again", other: "Try the # again" })}</Button>
            )}
            <Button ref={first} kind="primary" onClick={close}>
              {t`Done`}
            </Button>
          </>
        )
      }
    >
      {run === undefined ? (
        <BulkQuestion
          action={action}
          people={people}
          organization={organization}
          revokingSent={revokingSent}
          onRevokingSent={setRevokingSent}
        />
      ) : running ? (
        <BulkProgress run={run} />
      ) : (
        <BulkResults action={action} run={run} />
      )}
    </Dialog>
  );
}
