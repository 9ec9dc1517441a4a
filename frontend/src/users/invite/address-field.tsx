import { plural, t } from "@lingui/core/macro";
import { type DragEvent, type RefObject, useRef, useState } from "react";
import { Button } from "@/design/button";
import { ChipField, type FieldChip } from "@/design/chip-field";
import { Notice } from "@/design/surface";
import { csvText } from "../csv-file";
import { saysMoreThanAddresses } from "../import/columns";
import { decodeText } from "../import/text";
import styles from "./address-field.module.css";
import { addressProblemWords } from "./address-words";
import { type AddressEntry, addEntries, parseAddresses } from "./addresses";

/** More good ones than this are counted and not drawn; bad ones always are, up to the same number. */
const SHOWN = 120;

/** One call takes so many; beyond that the import is the better tool. */
const MANY = 100;

type Props = {
  entries: AddressEntry[];
  onChange: (entries: AddressEntry[]) => void;
  /** Opens the import with what this field cannot show: files with roles of their own, and long lists. */
  onImport: (name: string, content: Blob) => void;
  /** Said under the field when there is nothing worse to say. */
  error?: string;
  inputRef: RefObject<HTMLInputElement | null>;
};

/** Addresses as chips: typed, pasted in any shape, or from a CSV file. */
export function AddressField({ entries, onChange, onImport, error, inputRef }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const [more, setMore] = useState<{ name: string; content: Blob; words: string } | null>(null);
  const change = (rest: AddressEntry[], added: string) => onChange(addEntries(rest, parseAddresses(added)));
  const add = (words: string) => change(entries, words);
  /** A table that says more than addresses is not cut down to them without asking. */
  const addOrAsk = (words: string, name: string, content: Blob) =>
    saysMoreThanAddresses(words) ? setMore({ name, content, words }) : add(words);

  async function readFile(given: File | undefined) {
    if (!given) return;
    const read = decodeText(new Uint8Array(await given.arrayBuffer()));
    // What cannot be read is explained there.
    if ("trouble" in read) onImport(given.name, given);
    else addOrAsk(read.text, given.name, given);
  }

  function onDrop(event: DragEvent) {
    const [given] = event.dataTransfer.files;
    if (!given) return;
    event.preventDefault();
    void readFile(given);
  }

  const bad = entries.filter(({ problem }) => problem);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the button below
    <div className={styles.field} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <ChipField
        ref={inputRef}
        label={t`E-mail addresses`}
        hint={t`paste as many as you like, or drop a CSV file`}
        error={badWords(bad) ?? error}
        chipsLabel={t`Addresses to invite`}
        items={entries}
        drawn={drawnOf(entries, bad.length)}
        chipOf={chipOf}
        onChange={change}
        ends={endsAddress}
        onPaste={(pasted) => {
          if (!/[@,;\n\t]/.test(pasted)) return false;
          addOrAsk(pasted, t`Pasted rows`, new Blob([pasted]));
          return true;
        }}
        large
        inputMode="email"
      />
      {more ? (
        <ImportOffer
          words={t`This table has roles or permissions of its own. The import reads them.`}
          onImport={() => onImport(more.name, more.content)}
          onAddresses={() => {
            add(more.words);
            setMore(null);
            inputRef.current?.focus();
          }}
        />
      ) : (
        entries.length > MANY && (
          <ImportOffer
            words={t`For a long list use the import: it can be stopped and continued.`}
            onImport={() => onImport(t`Pasted addresses`, new Blob([listOf(entries)]))}
          />
        )
      )}
      <div className={styles.below}>
        <span role="status">
          {entries.length > 1 && plural(entries.length - bad.length, { one: "# address", other: "# addresses" })}
        </span>
        <button type="button" className={styles.file} onClick={() => file.current?.click()}>
          {t`Choose a CSV file`}
        </button>
        <input
          type="file"
          ref={file}
          hidden
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => {
            void readFile(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
    </div>
  );
}

/** Names are typed with spaces, and quoted ones with commas. */
function endsAddress(key: string, typed: string): boolean {
  if (key === ",") return !typed.includes('"') || typed.includes(">");
  return key === "Enter" || key === ";" || (key === " " && typed.includes("@") && !typed.includes("<"));
}

function badWords([worst, ...others]: AddressEntry[]): string | undefined {
  if (!worst) return undefined;
  const and = others.length > 0 && plural(others.length, { one: "And # more.", other: "And # more." });
  return [addressProblemWords(worst), and].filter(Boolean).join(" ");
}

function drawnOf(entries: AddressEntry[], bad: number): AddressEntry[] {
  let good = 0;
  return entries.filter(({ problem }) => (problem ? bad <= SHOWN : ++good <= SHOWN)).slice(0, 2 * SHOWN);
}

function listOf(entries: AddressEntry[]): string {
  return csvText([["name", "email"], ...entries.map(({ name, email, text }) => [name, email || text])]);
}

type OfferProps = { words: string; onImport: () => void; onAddresses?: () => void };

function ImportOffer({ words, onImport, onAddresses }: OfferProps) {
  return (
    <Notice tone="info">
      <span role="status">{words}</span>
      <div className={styles.offer}>
        <Button kind="link" onClick={onImport}>{t`Open in the import`}</Button>
        {onAddresses && <Button kind="link" onClick={onAddresses}>{t`Take only the addresses`}</Button>}
      </div>
    </Notice>
  );
}

const keys = new WeakMap<AddressEntry, number>();
let lastKey = 0;

/** The same address may stand there twice: what tells the entries apart is that they are two. */
function keyOf(entry: AddressEntry): number {
  const key = keys.get(entry) ?? ++lastKey;
  keys.set(entry, key);
  return key;
}

function chipOf(entry: AddressEntry): FieldChip {
  const { text, email, name } = entry;
  return { key: keyOf(entry), text: email || text, name, bad: addressProblemWords(entry), typed: text };
}
