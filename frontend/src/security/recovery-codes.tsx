import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { productName } from "@/app/config";
import { LeaveGuard } from "@/app/leave-guard";
import { saveFile } from "@/app/save-file";
import { Button } from "@/design/button";
import { Checkbox } from "@/design/choice";
import { FieldError } from "@/design/field";
import { CopyButton } from "./copy-button";
import styles from "./security.module.css";
import type { Keeping } from "./use-keeping";

/** The recovery codes, this once. The button that ends it stands outside. */
export function RecoveryCodes({ codes, keeping }: { codes: string[]; keeping: Keeping }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.focus(), []);
  const product = productName();
  const text = codes.map((code) => `${code}\n`).join("");
  const save = () => {
    const head = t`Recovery codes for ${product}. Each takes the place of one code of your authenticator app, once.`;
    saveFile("recovery-codes.txt", "text/plain;charset=utf-8", `${head}\n\n${text}`);
  };
  return (
    <div className={styles.stack}>
      <p>
        {t`Each of these takes the place of one code of the app, once. Keep them where you find them without your phone: they are not shown again.`}
      </p>
      <ul className={styles.recoveryCodes} aria-label={t`Recovery codes`} ref={list} tabIndex={-1}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <CopyButton text={text} copied={t`The recovery codes are copied.`}>{t`Copy`}</CopyButton>
        <Button onClick={save}>
          <Download size={16} strokeWidth={1.5} aria-hidden="true" />
          {t`Download`}
        </Button>
      </div>
      <div ref={keeping.box}>
        <Checkbox
          label={t`I have kept them`}
          checked={keeping.kept}
          aria-invalid={keeping.missed || undefined}
          onChange={(event) => keeping.setKept(event.target.checked)}
        />
        {keeping.missed && <FieldError>{t`Keep them first, then say so here.`}</FieldError>}
      </div>
      <LeaveGuard when={!keeping.kept} title={t`Leave without the recovery codes?`} action={t`Leave`} dangerous>
        {t`They are not shown again. Without them and without your phone you cannot sign in.`}
      </LeaveGuard>
    </div>
  );
}
