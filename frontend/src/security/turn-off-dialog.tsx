import { t } from "@lingui/core/macro";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { say } from "@/design/toasts";
import { CodeField } from "./code-field";
import styles from "./security.module.css";
import { turnOff, twoFactorChanged } from "./two-factor";
import { useCode } from "./use-code";

/** Turns two-factor authentication off with a code. */
export function TurnOffDialog({ onClose, finalFocus }: { onClose: () => void; finalFocus: () => HTMLElement | null }) {
  const code = useCode(turnOff, async () => {
    await twoFactorChanged();
    say(t`Two-factor authentication is off.`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t`Turn off two-factor authentication?`}
      initialFocus={code.input}
      finalFocus={finalFocus}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="danger" type="submit" form={code.formId} busy={code.busy} disabled={code.wait > 0}>
            {t`Turn off`}
          </Button>
        </>
      }
    >
      <form id={code.formId} className={styles.stack} noValidate onSubmit={code.submit}>
        <p>
          {t`Signing in then asks for no code. Your recovery codes stop working, and your other sessions end. Organizations that require it stay closed to you until it is on again.`}
        </p>
        <CodeField code={code} />
      </form>
    </Dialog>
  );
}
