import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { Intention } from "@/api/intention";
import type { Webhook } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { useKeeping } from "@/app/use-keeping";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import styles from "./integrations.module.css";
import { MadeSecret } from "./made-secret";
import { rotateSecret } from "./webhooks";

type Props = { org: string; webhook: Webhook; onClose: () => void; finalFocus: () => HTMLElement | null };

/** Says what happens to the secret, makes another one, and shows it this once. */
export function RotateSecret({ org, webhook, onClose, finalFocus }: Props) {
  const cancel = useRef<HTMLButtonElement>(null);
  const intention = useRef(new Intention()).current;
  const keeping = useKeeping(onClose);
  const rotate = useMutation({
    mutationFn: () => rotateSecret(org, webhook.id, intention.keyFor(webhook.id)),
    onSuccess: () => intention.fulfilled(),
  });
  const done = rotate.data?.secret ? keeping.leave : onClose;
  return (
    <Dialog
      open
      onClose={done}
      size={rotate.data ? "normal" : "small"}
      title={rotate.data ? t`Store the new secret` : t`Rotate the secret?`}
      initialFocus={cancel}
      finalFocus={finalFocus}
      foot={
        rotate.data ? (
          <Button kind="primary" onClick={done}>
            {t`Done`}
          </Button>
        ) : (
          <>
            <Button ref={cancel} onClick={onClose}>
              {t`Cancel`}
            </Button>
            <Button kind="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>
              {t`Rotate secret`}
            </Button>
          </>
        )
      }
    >
      {rotate.data ? (
        <MadeSecret secret={rotate.data.secret} keeping={keeping} />
      ) : (
        <div className={styles.confirm}>
          <p>
            {t`You get a new secret. For 24 hours messages are signed with both, so that you can change your receiver without losing one. After that the one before is worth nothing.`}
          </p>
          <ProblemNotice error={rotate.error} />
        </div>
      )}
    </Dialog>
  );
}
