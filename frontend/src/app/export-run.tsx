import { plural, t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { problemWords, requestIdOf } from "@/api/problems";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Notice, RequestId } from "@/design/surface";
import { say } from "@/design/toasts";
import { countWords } from "@/messages/dates";
import { saveCsv } from "@/users/csv-file";
import { type Export, exportFrom, nextPart } from "./export-parts";

/** A short export ends without a dialog. */
const PATIENCE_MS = 800;

/** Fetches an export part by part and saves it; says how far it is when that takes a while, and goes on after a failure. */
export function ExportRun({ address, onEnd }: { address: string; onEnd: () => void }) {
  const [soFar, setSoFar] = useState(() => exportFrom(address));
  const [error, setError] = useState<unknown>();
  const [takesLong, setTakesLong] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setTakesLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);

  // Each part that comes asks for the next one.
  useEffect(() => {
    if (error !== undefined || soFar.next === null) return;
    const abort = new AbortController();
    nextPart(soFar, abort.signal).then(
      (further) => {
        if (abort.signal.aborted) return;
        setSoFar(further);
        if (further.next !== null) return;
        saveCsv(fileName(address), ...further.parts);
        say(plural(further.rows, { one: "# row exported.", other: "# rows exported." }));
        onEnd();
      },
      (problem) => !abort.signal.aborted && setError(problem),
    );
    return () => abort.abort();
  }, [address, soFar, error, onEnd]);

  const failed = error !== undefined;
  return (
    <Dialog
      open={takesLong || failed}
      onClose={onEnd}
      title={failed ? t`The export stopped` : t`Exporting`}
      size="small"
      foot={
        <>
          <Button onClick={onEnd}>{t`Cancel`}</Button>
          {failed && <Button kind="primary" onClick={() => setError(undefined)}>{t`Try again`}</Button>}
        </>
      }
    >
      {failed ? (
        <Notice tone="danger">
          {problemWords(error)}{" "}
          {soFar.rows > 0 && t`The ${countWords(soFar.rows)} rows that came are kept: it goes on there.`}
          <RequestId id={requestIdOf(error)} />
        </Notice>
      ) : (
        <p role="status">{progressWords(soFar)}</p>
      )}
    </Dialog>
  );
}

function progressWords({ rows }: Export): string {
  return rows > 0
    ? t`${countWords(rows)} rows… Keep this page open.`
    : t`Asking for the first rows… Keep this page open.`;
}

/** The last part of the path: "members.csv". */
function fileName(address: string): string {
  return new URL(address, location.origin).pathname.split("/").pop() ?? "export.csv";
}
