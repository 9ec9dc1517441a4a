import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import styles from "./actions.module.css";
import { LinkField } from "./link-field";

type Props = {
  email: string;
  /** Resets it and gives the new link. */
  onReset: () => Promise<string>;
  from: HTMLElement | null;
  onClose: () => void;
};

/** Asks before the older links of an invitation stop working, then shows the new one in the same dialog. */
export function ResetLinkDialog({ email, onReset, from, onClose }: Props) {
  const cancel = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const reset = useMutation({ mutationFn: onReset });
  const url = reset.data;
  useEffect(() => {
    if (url) input.current?.focus();
  }, [url]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={url ? t`The link is reset` : t`Reset the invitation link?`}
      size="small"
      initialFocus={cancel}
      finalFocus={() => focusAfter(from)}
      foot={
        url ? (
          <Button kind="primary" onClick={onClose}>
            {t`Done`}
          </Button>
        ) : (
          <>
            <Button ref={cancel} onClick={onClose}>
              {t`Cancel`}
            </Button>
            <Button kind="primary" busy={reset.isPending} onClick={() => reset.mutate()}>
              {t`Reset link`}
            </Button>
          </>
        )
      }
    >
      <div className={styles.confirm}>
        {url ? (
          <>
            <p>{t`Links that were sent before no longer work. Send this one yourself, or resend the invitation.`}</p>
            <LinkField email={email} url={url} input={input} />
          </>
        ) : (
          <p>
            <Trans>
              Links that were sent to <strong>{email}</strong> before stop working. You get a new one; no e-mail is
              sent.
            </Trans>
          </p>
        )}
        <ProblemNotice error={reset.error} />
      </div>
    </Dialog>
  );
}
