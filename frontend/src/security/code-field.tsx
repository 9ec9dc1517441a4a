import { t } from "@lingui/core/macro";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Field, TextInput } from "@/design/field";
import { Notice } from "@/design/surface";
import { Unseen } from "@/design/unseen";
import styles from "./security.module.css";
import type { AskedCode } from "./use-code";
import { waitWords } from "./wait-words";

/** The field for a code of the app, with the way to a recovery code unless there is none yet. */
export function CodeField({ code, appOnly = false }: { code: AskedCode; appOnly?: boolean }) {
  const { recovery, wait } = code;
  return (
    <div className={styles.codeField}>
      <Field
        label={recovery ? t`Recovery code` : t`Code`}
        hint={recovery ? t`each works once` : t`six digits from the app`}
        error={wait > 0 ? undefined : code.error}
      >
        {(control) => (
          <TextInput
            {...control}
            ref={code.input}
            className={styles.code}
            value={code.typed}
            onChange={(event) => code.type(event.target.value)}
            inputMode={recovery ? "text" : "numeric"}
            autoComplete={recovery ? "off" : "one-time-code"}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
          />
        )}
      </Field>
      {wait > 0 && <Slowed seconds={wait} appOnly={appOnly} />}
      <ProblemNotice error={code.problem} />
      {!appOnly && (
        <Button kind="link" className={styles.otherWay} onClick={() => code.setRecovery(!recovery)}>
          {recovery ? t`Use a code of the app` : t`Use a recovery code`}
        </Button>
      )}
    </div>
  );
}

/** Read out once; the seconds are counted for the eye only. */
function Slowed({ seconds, appOnly }: { seconds: number; appOnly: boolean }) {
  return (
    <Notice tone="warning">
      <Unseen>{t`Too many wrong codes. Wait a little.`}</Unseen>
      <span aria-hidden="true">{t`Too many wrong codes. The next one can be tried ${waitWords(seconds)}.`}</span>
      {!appOnly && <> {t`A recovery code works at once.`}</>}
    </Notice>
  );
}
