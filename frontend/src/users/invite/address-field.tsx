import { plural, t } from "@lingui/core/macro";
import { X } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useRef,
  useState,
} from "react";
import { Button } from "@/design/button";
import { FieldError } from "@/design/field";
import fieldStyles from "@/design/field.module.css";
import { Notice } from "@/design/surface";
import { csvText } from "../csv-file";
import { saysMoreThanAddresses } from "../import/columns";
import { decodeText } from "../import/text";
import styles from "./address-field.module.css";
import { addressProblemWords } from "./address-words";
import { type AddressEntry, addEntries, markTwice, parseAddresses } from "./addresses";

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

/** Addresses as chips: typed, pasted in any shape, or from a CSV file. A press on a chip makes it text again. */
export function AddressField({ entries, onChange, onImport, error, inputRef }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const [more, setMore] = useState<{ name: string; content: Blob; words: string } | null>(null);
  const add = (words: string) => {
    const found = parseAddresses(words);
    if (found.length > 0) onChange(addEntries(entries, found));
  };
  /** A table that says more than addresses is not cut down to them without asking. */
  const addOrAsk = (words: string, name: string, content: Blob) =>
    saysMoreThanAddresses(words) ? setMore({ name, content, words }) : add(words);
  const commit = () => {
    if (!text.trim()) return;
    add(text);
    setText("");
  };
  const remove = (entry: AddressEntry) => {
    onChange(markTwice(entries.filter((other) => other !== entry)));
    inputRef.current?.focus();
  };
  const edit = (entry: AddressEntry) => {
    const rest = entries.filter((other) => other !== entry);
    onChange(text.trim() ? addEntries(rest, parseAddresses(text)) : markTwice(rest));
    setText(entry.text);
    inputRef.current?.focus();
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (
      event.key === "Enter" ||
      event.key === "," ||
      event.key === ";" ||
      (event.key === " " && text.includes("@") && !text.includes("<"))
    ) {
      if (event.key === "," && text.includes('"') && !text.includes(">")) return;
      event.preventDefault();
      commit();
    } else if (event.key === "Backspace" && text === "") {
      const last = entries.at(-1);
      if (last) {
        event.preventDefault();
        edit(last);
      }
    }
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData("text/plain");
    if (!/[@,;\n\t]/.test(pasted) || text) return;
    event.preventDefault();
    addOrAsk(pasted, t`Pasted rows`, new Blob([pasted]));
  }

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
  const worst = bad[0];
  const shownError = worst
    ? [
        addressProblemWords(worst),
        bad.length > 1 && plural(bad.length - 1, { one: "And # more.", other: "And # more." }),
      ]
        .filter(Boolean)
        .join(" ")
    : error;
  let drawnGood = 0;
  const drawn = entries
    .filter(({ problem }) => (problem ? bad.length <= SHOWN : ++drawnGood <= SHOWN))
    .slice(0, 2 * SHOWN);
  const hidden = entries.length - drawn.length;

  return (
    <div className={fieldStyles.field}>
      <div>
        <label className={fieldStyles.label} htmlFor={id}>
          {t`E-mail addresses`}
        </label>
        <span className={fieldStyles.hint} id={`${id}-hint`}>
          {t`paste as many as you like, or drop a CSV file`}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the chips goes to the input, as in any text field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input itself is in the tab order */}
      <div
        className={styles.box}
        data-invalid={shownError ? "" : undefined}
        onClick={(event) => event.target === event.currentTarget && inputRef.current?.focus()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={onDrop}
      >
        {drawn.length > 0 && (
          <ul className={styles.chips} aria-label={t`Addresses to invite`}>
            {drawn.map((entry) => (
              <AddressChip key={keyOf(entry)} entry={entry} onEdit={() => edit(entry)} onRemove={() => remove(entry)} />
            ))}
            {hidden > 0 && <li className={styles.hidden}>{t`and ${hidden} more`}</li>}
          </ul>
        )}
        <input
          id={id}
          ref={inputRef}
          className={styles.input}
          value={text}
          autoComplete="off"
          spellCheck={false}
          inputMode="email"
          aria-describedby={[`${id}-hint`, shownError && `${id}-error`].filter(Boolean).join(" ")}
          aria-invalid={shownError ? true : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={commit}
        />
      </div>
      {shownError && <FieldError id={`${id}-error`}>{shownError}</FieldError>}
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

type ChipProps = { entry: AddressEntry; onEdit: () => void; onRemove: () => void };

function AddressChip({ entry, onEdit, onRemove }: ChipProps) {
  const shown = entry.email || entry.text;
  return (
    <li className={styles.chip} data-bad={entry.problem ? "" : undefined}>
      <button
        type="button"
        className={styles.chipText}
        title={entry.problem ? addressProblemWords(entry) : shown}
        aria-label={entry.problem ? t`Edit ${shown}: ${addressProblemWords(entry) ?? ""}` : t`Edit ${shown}`}
        onClick={onEdit}
      >
        {entry.name && <span className={styles.chipName}>{entry.name}</span>}
        <span className={entry.name ? styles.chipAddress : undefined}>{shown}</span>
      </button>
      <button type="button" className={styles.chipRemove} aria-label={t`Remove ${shown}`} onClick={onRemove}>
        <X size={13} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </li>
  );
}
