import { plural, t } from "@lingui/core/macro";
import { lazy, Suspense, useMemo, useState } from "react";
import { LeaveGuard } from "@/app/leave-guard";
import { BottomBar } from "@/design/bottom-bar";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Notice, Panel, Section } from "@/design/surface";
import { countWords } from "@/messages/dates";
import { saveCsv } from "../csv-file";
import { GrantsForm } from "../invite/grants-form";
import inviteStyles from "../invite/invite.module.css";
import { MessageField } from "../invite/message-field";
import { useGrantsForm } from "../invite/use-grants-form";
import { directoryOf, type Known } from "./directory";
import styles from "./import.module.css";
import { ProblemRows } from "./problem-rows";
import { badRowsFile, leftOutRows } from "./review-files";
import { LeftOutRows, ReadyRows } from "./review-rows";
import { type OpenFile, useDraft } from "./use-draft";
import type { ImportState } from "./use-import";
import { Views } from "./views";

const MailPreview = lazy(async () => ({ default: (await import("../invite/mail-preview")).MailPreview }));

type Props = { org: string; known: Known; file: OpenFile; sending: ImportState; onClose: () => void };
type View = "bad" | "good" | "left_out";

/** A file before it is sent: what is wrong with it, what will be sent, and what the rows do not say. */
export function Review({ org, known, file, sending, onClose }: Props) {
  const form = useGrantsForm(known);
  const directory = useMemo(() => directoryOf(known), [known]);
  const draft = useDraft(file, directory, form.grants);
  const [message, setMessage] = useState("");
  const [chosen, setChosen] = useState<View | null>(null);
  const [previewing, setPreviewing] = useState(false);
  const view = chosen ?? (draft.bad.length > 0 ? "bad" : "good");
  const [good, bad] = [draft.good.length, draft.bad.length];

  const send = () =>
    sending.start({
      file: file.name,
      message: message.trim(),
      good: draft.good.map(({ raw, entry }) => ({ line: raw.line, entry })),
      leftOut: leftOutRows(draft),
    });

  return (
    <>
      <p className={styles.file}>
        <span className={styles.fileName}>{file.name}</span>
        <span className={styles.muted}>
          {plural(file.read.rows.length, { one: "# row", other: "# rows" })}
          {!file.read.head && ` · ${t`no head line`}`}
        </span>
        <Button kind="link" onClick={onClose}>{t`Choose another file`}</Button>
      </p>
      {file.read.ignored.length > 0 && (
        <Notice tone="info">{t`Nothing is read from these columns: ${file.read.ignored.join(", ")}.`}</Notice>
      )}
      <Panel className={styles.options}>
        {draft.withoutRole > 0 && (
          <Section
            title={t`For rows that say no role`}
            hint={plural(draft.withoutRole, {
              one: "# row takes what you choose here.",
              other: "# rows take what you choose here.",
            })}
          >
            <div className={inviteStyles.form}>
              <GrantsForm org={org} catalog={known.catalog} grantable={known.grantable} form={form} />
            </div>
          </Section>
        )}
        <div className={styles.message}>
          <MessageField value={message} onChange={setMessage} />
        </div>
      </Panel>
      <Views
        label={t`Rows of the file`}
        aside={
          view === "bad" &&
          bad > 0 && (
            <Button kind="link" onClick={() => saveCsv(`problems-${baseOf(file.name)}.csv`, badRowsFile(draft))}>
              {t`Download these rows`}
            </Button>
          )
        }
        value={view}
        onChange={setChosen}
        views={[
          { id: "bad", name: t`Problems`, count: bad },
          { id: "good", name: t`Ready`, count: good },
          ...(draft.leftOut.length > 0
            ? [{ id: "left_out" as const, name: t`Left out`, count: draft.leftOut.length }]
            : []),
        ]}
      />
      {view === "bad" && <ProblemRows draft={draft} directory={directory} defaults={form.grants} />}
      {view === "good" && <ReadyRows key="good" known={known} draft={draft} />}
      {view === "left_out" && <LeftOutRows draft={draft} />}

      <BottomBar
        aria-label={t`Sending`}
        notice={sending.hindrance && <Hindrance hindrance={sending.hindrance} />}
        words={
          <p className={styles.ready} role="status">
            {plural(good, { one: "# row is ready.", other: `${countWords(good)} rows are ready.` })}{" "}
            {bad > 0 &&
              plural(bad, {
                one: "# with a problem is not sent.",
                other: `${countWords(bad)} with problems are not sent.`,
              })}
          </p>
        }
        buttons={
          <>
            <Button kind="quiet" onClick={() => setPreviewing(true)} disabled={good === 0}>
              {t`Preview e-mail`}
            </Button>
            <Button kind="primary" onClick={send} disabled={good === 0}>
              {plural(good, { one: "Send # invitation", other: `Send ${countWords(good)} invitations` })}
            </Button>
          </>
        }
      />
      {previewing && draft.good[0] && (
        <Dialog
          open
          onClose={() => setPreviewing(false)}
          title={t`Preview`}
          foot={<Button onClick={() => setPreviewing(false)}>{t`Close`}</Button>}
        >
          <Suspense>
            <MailPreview org={org} mail={{ ...draft.good[0].entry, message }} />
          </Suspense>
        </Dialog>
      )}
      <LeaveGuard when={draft.changed && sending.job === null} title={t`Leave the import?`} action={t`Leave`}>
        {t`Nothing was sent yet. Your corrections are lost.`}
      </LeaveGuard>
    </>
  );
}

/** Why nothing was sent. */
export function Hindrance({ hindrance }: { hindrance: NonNullable<ImportState["hindrance"]> }) {
  return (
    <Notice tone="warning">
      {hindrance === "elsewhere"
        ? t`An import of yours is open in another tab or window of this browser. Go on there, or close it and reload this page.`
        : t`This browser does not let the page keep the import, so it could not be continued after a failure. Make room or allow site data, then try again.`}
    </Notice>
  );
}

function baseOf(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}
