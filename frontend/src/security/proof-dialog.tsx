import { t } from "@lingui/core/macro";
import { Button, buttonClass } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { useSession } from "@/session/session";
import { here, signInAddress } from "@/session/sign-in";
import { CodeField } from "./code-field";
import styles from "./security.module.css";
import { passStep } from "./two-factor";
import { useCode } from "./use-code";

type Props = {
  /** Whether who is there has proved it. */
  onEnd: (proved: boolean) => void;
};

/** Asks for a code before something that is worth one, and who has no app to sign in again. */
export function ProofDialog({ onEnd }: Props) {
  const session = useSession().data;
  return session?.two_factor.enabled ? (
    <ByCode onEnd={onEnd} />
  ) : (
    <BySigningIn address={session?.user.email} onEnd={onEnd} />
  );
}

function ByCode({ onEnd }: Props) {
  const code = useCode(passStep, () => onEnd(true));
  const cancel = () => onEnd(false);
  return (
    <Dialog
      open
      over
      onClose={cancel}
      size="small"
      title={t`Confirm that it is you`}
      initialFocus={code.input}
      foot={
        <>
          <Button onClick={cancel}>{t`Cancel`}</Button>
          <Button kind="primary" type="submit" form={code.formId} busy={code.busy} disabled={code.wait > 0}>
            {t`Confirm`}
          </Button>
        </>
      }
    >
      <form id={code.formId} className={styles.stack} noValidate onSubmit={code.submit}>
        <p>{t`For this, enter a code: your sign-in is older than 15 minutes. What you asked for then goes on by itself.`}</p>
        <CodeField code={code} />
      </form>
    </Dialog>
  );
}

function BySigningIn({ address, onEnd }: Props & { address: string | undefined }) {
  const cancel = () => onEnd(false);
  return (
    <Dialog
      open
      over
      onClose={cancel}
      size="small"
      title={t`Confirm that it is you`}
      foot={
        <>
          <Button onClick={cancel}>{t`Cancel`}</Button>
          <a
            className={buttonClass({ kind: "primary" })}
            href={signInAddress({ returnTo: here(), hint: address, fresh: true })}
          >
            {t`Sign in again`}
          </a>
        </>
      }
    >
      <p>
        {t`For this you must have signed in within the last 15 minutes. Sign in again and you come back to this page; what is not saved here has to be entered once more.`}
      </p>
    </Dialog>
  );
}
