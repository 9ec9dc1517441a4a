import { t } from "@lingui/core/macro";
import { useKeeping } from "@/app/use-keeping";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { EnrolmentStep } from "./enrolment-step";
import { RecoveryCodes } from "./recovery-codes";
import type { Enrolment } from "./use-enrolment";

type Props = { enrolment: Enrolment; onDone: () => void; finalFocus: () => HTMLElement | null };

/** From the secret to the recovery codes. Once it is on, the dialog ends only when the codes are kept. */
export function EnrolmentDialog({ enrolment, onDone, finalFocus }: Props) {
  const { secret, code, recoveryCodes, forget } = enrolment;
  const keeping = useKeeping(onDone);
  return (
    <Dialog
      open
      onClose={recoveryCodes ? keeping.leave : forget}
      title={recoveryCodes ? t`Keep your recovery codes` : t`Turn on two-factor authentication`}
      initialFocus={code.input}
      finalFocus={finalFocus}
      foot={
        recoveryCodes ? (
          <Button kind="primary" onClick={keeping.leave}>{t`Done`}</Button>
        ) : (
          <>
            <Button onClick={forget}>{t`Cancel`}</Button>
            <Button kind="primary" type="submit" form={code.formId} busy={code.busy}>{t`Turn on`}</Button>
          </>
        )
      }
    >
      {recoveryCodes ? (
        <RecoveryCodes codes={recoveryCodes} keeping={keeping} />
      ) : (
        secret && <EnrolmentStep enrolment={enrolment} secret={secret} />
      )}
    </Dialog>
  );
}
