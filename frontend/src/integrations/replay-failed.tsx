import { plural, t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type RefObject, useId, useRef, useState } from "react";
import { Intention } from "@/api/intention";
import type { Webhook } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { FormPart } from "@/design/form-parts";
import { Select } from "@/design/select";
import { say } from "@/design/toasts";
import styles from "./integrations.module.css";
import { replayFailed } from "./webhooks";

type Props = { org: string; webhook: Webhook; onClose: () => void; finalFocus: RefObject<HTMLElement | null> };

const HOURS = ["1", "24", "168", "720"] as const;

/** Sends again what failed since a time. */
export function ReplayFailed({ org, webhook, onClose, finalFocus }: Props) {
  const id = useId();
  const intention = useRef(new Intention()).current;
  const [hours, setHours] = useState<string>("24");
  // The moment of the choice, so that asking again is the same request.
  const [chosenAt, setChosenAt] = useState(() => Date.now());
  const since = new Date(chosenAt - Number(hours) * 3_600_000).toISOString();
  const replay = useMutation({
    mutationFn: () => replayFailed(org, webhook.id, since, intention.keyFor(since)),
    onSuccess: (count) => {
      say(
        plural(count, {
          0: "Nothing has failed since then.",
          one: "# message is sent again.",
          other: "# messages are sent again.",
        }),
      );
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t`Replay what failed`}
      finalFocus={finalFocus}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="primary" busy={replay.isPending} onClick={() => replay.mutate()}>
            {t`Replay`}
          </Button>
        </>
      }
    >
      <div className={styles.confirm}>
        <p>{t`Each message that could not be delivered is sent once more, with the same id, and tried again if that fails.`}</p>
        <FormPart title={<span id={id}>{t`Failed since`}</span>}>
          <Select
            label={t`Failed since`}
            options={HOURS.map((value) => ({ value, label: spanName(value) }))}
            value={hours}
            onChange={(value) => {
              setHours(value);
              setChosenAt(Date.now());
            }}
          />
        </FormPart>
        <ProblemNotice error={replay.error} />
      </div>
    </Dialog>
  );
}

function spanName(hours: (typeof HOURS)[number]): string {
  switch (hours) {
    case "1":
      return t`The last hour`;
    case "24":
      return t`The last 24 hours`;
    case "168":
      return t`The last 7 days`;
    case "720":
      return t`The last 30 days`;
  }
}
