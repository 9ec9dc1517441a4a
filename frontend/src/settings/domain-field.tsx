import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, type Ref, useId, useRef, useState } from "react";
import { FieldError } from "@/design/field";
import fieldStyles from "@/design/field.module.css";
import styles from "./domain-field.module.css";
import { domainsIn, isDomain } from "./domains";

type Props = {
  domains: string[];
  onChange: (domains: string[]) => void;
  /** Said under the field. */
  error?: string;
  /** For whoever moves the focus to a wrong field. */
  inputRef?: Ref<HTMLInputElement>;
};

/** Domains as chips: typed or pasted in any shape. A bad one stays, marked; a press on it makes it text again. */
export function DomainField({ domains, onChange, error, inputRef }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const focusInput = () => box.current?.querySelector("input")?.focus();
  const add = (words: string) => onChange([...new Set([...domains, ...domainsIn(words)])]);
  const commit = () => {
    if (text.trim()) add(text);
    setText("");
  };
  const remove = (domain: string) => {
    onChange(domains.filter((other) => other !== domain));
    focusInput();
  };
  const edit = (domain: string) => {
    remove(domain);
    setText(domain);
  };

  function onKeyDown(event: KeyboardEvent) {
    if (text.trim() && ["Enter", ",", ";", " "].includes(event.key)) {
      event.preventDefault();
      commit();
    } else if (event.key === "Backspace" && text === "") {
      const last = domains.at(-1);
      if (!last) return;
      event.preventDefault();
      edit(last);
    }
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData("text/plain");
    if (text || !/[\s,;]/.test(pasted.trim())) return;
    event.preventDefault();
    add(pasted);
  }

  return (
    <div className={fieldStyles.field}>
      <div>
        <label className={fieldStyles.label} htmlFor={id}>
          {t`Domains that may be invited`}
        </label>
        <span className={fieldStyles.hint} id={`${id}-hint`}>
          {t`optional; empty allows all`}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the chips goes to the input, as in any text field */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input itself is in the tab order */}
      <div
        ref={box}
        className={styles.box}
        data-invalid={error ? "" : undefined}
        onClick={(event) => event.target === event.currentTarget && focusInput()}
      >
        {domains.length > 0 && (
          <ul className={styles.chips} aria-label={t`Domains that may be invited`}>
            {domains.map((domain) => (
              <li className={styles.chip} key={domain} data-bad={isDomain(domain) ? undefined : ""}>
                <button
                  type="button"
                  className={styles.text}
                  aria-label={t`Edit ${domain}`}
                  onClick={() => edit(domain)}
                >
                  {domain}
                </button>
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={t`Remove ${domain}`}
                  onClick={() => remove(domain)}
                >
                  <X size={13} strokeWidth={1.75} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          id={id}
          ref={inputRef}
          className={styles.input}
          value={text}
          placeholder={domains.length > 0 ? undefined : "oakey.example"}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          aria-describedby={[`${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ")}
          aria-invalid={error ? true : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={commit}
        />
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
