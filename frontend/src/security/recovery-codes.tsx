import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { productName } from "@/app/config";
import { KeptCheck } from "@/app/kept-check";
import { saveFile } from "@/app/save-file";
import type { Keeping } from "@/app/use-keeping";
import { Button } from "@/design/button";
import { CopyButton } from "@/design/copy-button";
import styles from "./security.module.css";

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
      <KeptCheck
        keeping={keeping}
        label={t`I have kept them`}
        missed={t`Keep them first, then say so here.`}
        leaving={{
          title: t`Leave without the recovery codes?`,
          action: t`Leave`,
          words: t`They are not shown again. Without them and without your phone you cannot sign in.`,
        }}
      />
    </div>
  );
}
