import { t } from "@lingui/core/macro";
import { Field, TextArea } from "@/design/field";
import { countWords } from "@/messages/dates";
import styles from "./invite.module.css";

const MAX_MESSAGE = 2000;

/** What the mail tells people besides the invitation. */
export function MessageField({ value, onChange }: { value: string; onChange: (message: string) => void }) {
  return (
    <>
      <Field label={t`Message`} hint={t`optional`}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={MAX_MESSAGE}
            placeholder={t`Shown in the e-mail as plain text`}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {value.length > MAX_MESSAGE * 0.8 && (
        <p className={styles.counter} role="status">
          {t`${countWords(MAX_MESSAGE - value.length)} characters left`}
        </p>
      )}
    </>
  );
}
