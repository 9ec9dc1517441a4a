import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useKeeping } from "@/app/use-keeping";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { CodeField } from "./code-field";
import { RecoveryCodes } from "./recovery-codes";
import styles from "./security.module.css";
import { renewRecoveryCodes } from "./two-factor";
import { useCode } from "./use-code";

/** New recovery codes for a code; they are shown this once. */
export function NewCodesDialog({ onClose, finalFocus }: { onClose: () => void; finalFocus: () => HTMLElement | null }) {
  const [codes, setCodes] = useState<string[]>();
  const code = useCode(renewRecoveryCodes, setCodes);
  const keeping = useKeeping(onClose);
  return (
    <Dialog
      open
      onClose={codes ? keeping.leave : onClose}
      size={codes ? "normal" : "small"}
      title={codes ? t`Keep your new recovery codes` : t`Make new recovery codes`}
      initialFocus={code.input}
      finalFocus={finalFocus}
      foot={
        codes ? (
          <Button kind="primary" onClick={keeping.leave}>{t`Done`}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t`Cancel`}</Button>
            <Button kind="primary" type="submit" form={code.formId} busy={code.busy} disabled={code.wait > 0}>
              {t`Make new codes`}
            </Button>
          </>
        )
      }
    >
      {codes ? (
        <RecoveryCodes codes={codes} keeping={keeping} />
      ) : (
        <form id={code.formId} className={styles.stack} noValidate onSubmit={code.submit}>
          <p>{t`You get ten new ones. Those that you have now stop working.`}</p>
          <CodeField code={code} />
        </form>
      )}
    </Dialog>
  );
}
