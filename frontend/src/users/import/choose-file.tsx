import { t } from "@lingui/core/macro";
import { FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/design/button";
import { Notice, Panel, Section } from "@/design/surface";
import { saveCsv } from "../csv-file";
import { FIELDS, type Field } from "./columns";
import type { Known } from "./directory";
import { takeGiven } from "./handover";
import styles from "./import.module.css";
import { readTable } from "./read";
import { exampleRows, templateFile } from "./template";
import { decodeText } from "./text";
import type { OpenFile } from "./use-draft";
import { troubleWords } from "./words";

type Props = { known: Known; onOpen: (file: OpenFile) => void };

/** Takes a CSV file: chosen, dropped, pasted, or brought along from the invite dialog. */
export function ChooseFile({ known, onOpen }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<{ name: string; words: string } | null>(null);
  const [over, setOver] = useState(false);
  const take = useRef((_name: string, _content: Blob) => {});
  take.current = async (name, content) => {
    const decoded = decodeText(new Uint8Array(await content.arrayBuffer()));
    const read = "trouble" in decoded ? decoded : readTable(decoded.text);
    if ("trouble" in read) setTrouble({ name, words: troubleWords(read) });
    else onOpen({ name, read });
  };

  useEffect(() => {
    const given = takeGiven();
    if (given) take.current(given.name, given.content);
    const paste = (event: ClipboardEvent) => {
      const [file] = event.clipboardData?.files ?? [];
      const words = event.clipboardData?.getData("text/plain");
      if (file) take.current(file.name, file);
      else if (words?.trim()) take.current(t`Pasted rows`, new Blob([words]));
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);

  return (
    <>
      {trouble && (
        <Notice tone="danger">
          <strong>{trouble.name}</strong>
          <p>{trouble.words}</p>
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the button inside */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) take.current(file.name, file);
        }}
      >
        <FileUp size={24} strokeWidth={1.25} aria-hidden="true" />
        <p className={styles.dropTitle}>{t`Drop a CSV file here, or paste rows from a spreadsheet`}</p>
        <p className={styles.muted}>{t`Nothing is sent before you have looked through it.`}</p>
        <Button kind="primary" onClick={() => input.current?.click()}>
          {t`Choose a file`}
        </Button>
        <input
          type="file"
          ref={input}
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) take.current(file.name, file);
            event.target.value = "";
          }}
        />
      </div>
      <Panel>
        <Section
          title={t`What the file holds`}
          hint={t`One person a line. Only the address is needed; columns may stand in any order, and others are ignored. A list exported here can be imported as it is.`}
        >
          <Format known={known} />
          <Button onClick={() => saveCsv("roster-import-template.csv", templateFile(known))}>
            {t`Download a template`}
          </Button>
        </Section>
      </Panel>
    </>
  );
}

/** The columns with words of this organization as an example. */
function Format({ known }: { known: Known }) {
  const [example] = exampleRows(known);
  return (
    <dl className={styles.format}>
      {FIELDS.map((field, at) => (
        <div key={field}>
          <dt>
            <code>{field}</code>
          </dt>
          <dd>
            {meaning(field)}
            {example[at] && <code className={styles.example}>{example[at]}</code>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function meaning(field: Field): string {
  switch (field) {
    case "name":
      return t`Up to 80 characters; may be left empty.`;
    case "email":
      return t`The only column that has to be there.`;
    case "role":
      return t`admin, member or guest. For rows without one you choose it afterwards.`;
    case "permissions":
      return t`Ids or names, separated by semicolons.`;
    case "ad_account_roles":
      return t`Ad account and role with a colon between, separated by semicolons.`;
  }
}
