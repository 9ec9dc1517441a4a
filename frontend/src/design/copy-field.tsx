import { type ReactNode, type RefObject, useRef, useState } from "react";
import { Button } from "./button";
import { classes } from "./classes";
import styles from "./copy-field.module.css";
import { Field, TextInput } from "./field";
import { say } from "./toasts";

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  value: string;
  /** The words of the button: "Copy link". */
  copy: string;
  /** Tells which button it is, where several say the same. */
  copyLabel?: string;
  /** Said when it is copied. */
  copied: string;
  /** What to do where the browser does not let the page copy; the text is selected then. */
  refused: string;
  /** Nothing to read but to take exactly: a key. */
  code?: boolean;
  input?: RefObject<HTMLInputElement | null>;
};

/** A text to take along, with a button that copies it, or selects it where the browser does not let the page copy. */
export function CopyField({ label, hint, value, copy, copyLabel, copied, refused, code, input }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const field = input ?? own;
  const [failed, setFailed] = useState(false);
  async function toClipboard() {
    try {
      await navigator.clipboard.writeText(value);
      setFailed(false);
      say(copied);
    } catch {
      setFailed(true);
      field.current?.select();
    }
  }
  return (
    <Field label={label} hint={hint} error={failed ? refused : undefined}>
      {(control) => (
        <div className={styles.line}>
          <TextInput
            {...control}
            ref={field}
            className={classes(styles.text, code && styles.code)}
            readOnly
            spellCheck={false}
            value={value}
            onFocus={(event) => event.target.select()}
          />
          <Button aria-label={copyLabel} onClick={toClipboard}>
            {copy}
          </Button>
        </div>
      )}
    </Field>
  );
}
