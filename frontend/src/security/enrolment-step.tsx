import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import type { TwoFactorSecret } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { CopyButton } from "@/design/copy-button";
import { CodeField } from "./code-field";
import styles from "./security.module.css";
import type { Enrolment } from "./use-enrolment";

const QrCode = lazy(async () => ({ default: (await import("./qr-code")).QrCode }));

type Props = { enrolment: Enrolment; secret: TwoFactorSecret };

/** What the app has to know, and the field for its first code. The button stands outside. */
export function EnrolmentStep({
  enrolment: { code, tooLate, begin, beginning, refused },
  secret: { secret, uri },
}: Props) {
  return (
    <form id={code.formId} className={styles.stack} noValidate onSubmit={code.submit}>
      <div className={styles.scan}>
        <div className={styles.qrFrame}>
          <Suspense>
            <QrCode text={uri} />
          </Suspense>
        </div>
        <div className={styles.scanWords}>
          <p>{t`Scan this with an authenticator app, or with the password manager on your phone.`}</p>
          <p className={styles.muted}>{t`Nothing to scan with? Type in this secret:`}</p>
          <p className={styles.secret}>{inFours(secret)}</p>
          <div>
            <CopyButton text={secret} copied={t`The secret is copied.`}>{t`Copy secret`}</CopyButton>
          </div>
        </div>
      </div>
      <CodeField code={code} appOnly />
      {tooLate && (
        <>
          <ProblemNotice error={refused} />
          <div>
            <Button busy={beginning} onClick={begin}>{t`Begin again`}</Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Easier to type: "JBSW Y3DP EHPK 3PXP". Apps take it with and without spaces. */
function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
