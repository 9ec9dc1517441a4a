import { t } from "@lingui/core/macro";
import { type ClipboardEvent, type ComponentProps, type Key, type KeyboardEvent, useRef, useState } from "react";
import styles from "./chip-field.module.css";
import { ChipRemove } from "./chip-remove";
import { classes } from "./classes";
import { Field } from "./field";

/** What a chip of the field says. */
export type FieldChip = {
  key: Key;
  /** Its buttons are named after it. */
  text: string;
  /** Stands before the text, which is fainter then. */
  name?: string;
  /** Marked as wrong; with words, they say why. */
  bad?: boolean | string;
  /** What a press makes of it again, when that is not its text. */
  typed?: string;
};

type Props<Item> = {
  label: string;
  hint: string;
  /** Said under the field. */
  error?: string;
  /** What the chips are, for screen readers. */
  chipsLabel: string;
  items: Item[];
  /** Those that are drawn, where that is not all of them. */
  drawn?: Item[];
  chipOf: (item: Item) => FieldChip;
  /** What is left, and words to be added to it: both may change at once. */
  onChange: (rest: Item[], added: string) => void;
  /** Whether a key ends what was typed so far. */
  ends: (key: string, typed: string) => boolean;
  /** Takes what is pasted into the empty input; false leaves it to be typed on. */
  onPaste: (pasted: string) => boolean;
  /** Room for several lines from the start. */
  large?: boolean;
} & Pick<ComponentProps<"input">, "ref" | "inputMode" | "placeholder">;

/** A field whose entries are chips: typed or pasted in any shape. A bad one stays, marked; a press on one makes it text again. */
export function ChipField<Item>({ label, hint, error, large, ...field }: Props<Item>) {
  const { chipsLabel, items, drawn = items, chipOf, onChange, ends, onPaste, ref, ...input } = field;
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const hidden = items.length - drawn.length;
  const focusInput = () => box.current?.querySelector("input")?.focus();
  const without = (item: Item) => items.filter((other) => other !== item);
  const commit = () => {
    if (text.trim()) onChange(items, text);
    setText("");
  };
  const remove = (item: Item) => {
    onChange(without(item), "");
    focusInput();
  };
  const edit = (item: Item) => {
    const chip = chipOf(item);
    onChange(without(item), text);
    setText(chip.typed ?? chip.text);
    focusInput();
  };

  function onKeyDown(event: KeyboardEvent) {
    const last = items.at(-1);
    if (ends(event.key, text)) {
      event.preventDefault();
      commit();
    } else if (event.key === "Backspace" && text === "" && last !== undefined) {
      event.preventDefault();
      edit(last);
    }
  }

  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the chips goes to the input, as in any text field
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input itself is in the tab order
        <div
          ref={box}
          className={classes(styles.box, large && styles.large)}
          data-invalid={error ? "" : undefined}
          onClick={(event) => event.target === event.currentTarget && focusInput()}
        >
          {drawn.length > 0 && (
            <ul className={styles.chips} aria-label={chipsLabel}>
              {drawn.map((item) => {
                const { key, ...chip } = chipOf(item);
                return <Chip key={key} {...chip} onEdit={() => edit(item)} onRemove={() => remove(item)} />;
              })}
              {hidden > 0 && <li className={styles.more}>{t`and ${hidden} more`}</li>}
            </ul>
          )}
          <input
            {...control}
            {...input}
            ref={ref}
            className={styles.input}
            value={text}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onPaste={(event: ClipboardEvent) => {
              if (text === "" && onPaste(event.clipboardData.getData("text/plain"))) event.preventDefault();
            }}
            onBlur={commit}
          />
        </div>
      )}
    </Field>
  );
}

type ChipProps = Omit<FieldChip, "key" | "typed"> & { onEdit: () => void; onRemove: () => void };

function Chip({ text, name, bad, onEdit, onRemove }: ChipProps) {
  const why = typeof bad === "string" ? bad : undefined;
  return (
    <li className={styles.chip} data-bad={bad ? "" : undefined}>
      <button
        type="button"
        className={styles.text}
        title={why ?? text}
        aria-label={why ? t`Edit ${text}: ${why}` : t`Edit ${text}`}
        onClick={onEdit}
      >
        {name && <span>{name}</span>}
        <span className={name && styles.fainter}>{text}</span>
      </button>
      <ChipRemove aria-label={t`Remove ${text}`} onClick={onRemove} />
    </li>
  );
}
