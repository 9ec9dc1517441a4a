import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { Button } from "@/design/button";
import { withLaterMessages } from "@/messages/later";
import styles from "./export.module.css";

const ExportRun = lazy(async () => {
  const loaded = await withLaterMessages(import("./export-run"));
  return { default: loaded.ExportRun };
});

/** Saves a list as a CSV file. `address` is the list's first part: "/v1/organizations/…/members.csv?state=active". */
export function ExportButton({ address }: { address: string }) {
  // The address as it was at the press: what is chosen meanwhile belongs to the next export.
  const [running, setRunning] = useState<string>();
  const end = useCallback(() => setRunning(undefined), []);
  return (
    <>
      <Button kind="quiet" className={styles.button} busy={running !== undefined} onClick={() => setRunning(address)}>
        {running === undefined && <Download size={16} strokeWidth={1.5} aria-hidden="true" />}
        <span className={styles.words}>{t`Export CSV`}</span>
      </Button>
      <Suspense>{running !== undefined && <ExportRun address={running} onEnd={end} />}</Suspense>
    </>
  );
}
