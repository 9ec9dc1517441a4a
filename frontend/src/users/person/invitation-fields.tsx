import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type RefObject, useEffect, useRef } from "react";
import type { MailState } from "@/api/types";
import { Field, TextArea, TextInput } from "@/design/field";
import { Notice, Section, StateDot } from "@/design/surface";
import { countWords } from "@/messages/dates";
import { mailStateWords } from "../list/cells";
import type { Person } from "../person";
import type { Draft, InvitationField } from "./changes";
import styles from "./invitation-fields.module.css";
import { mailMeaning } from "./mail-meaning";

const MAX_NAME = 80;
const MAX_MESSAGE = 2000;

type Props = {
  person: Person;
  draft: Draft;
  problems: Partial<Record<InvitationField, string>>;
  /** How often saving was tried: each time, the focus goes to what is wrong. */
  tries: number;
  readOnly: boolean;
  addressLocked: boolean;
  /** The field that "Edit address" leads to. */
  addressRef: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<Record<InvitationField, string>>) => void;
};

/** Whom an invitation goes to, what its e-mail says, and what became of that. */
export function InvitationFields(props: Props) {
  const { person, draft, problems, tries, readOnly, addressLocked, addressRef, onChange } = props;
  const nameRef = useRef<HTMLInputElement>(null);
  const { email = "", name = "", message = "" } = draft;
  const wrong = problems.email ? addressRef : problems.name ? nameRef : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: again with every try
  useEffect(() => wrong?.current?.focus(), [wrong, tries]);
  const mailState = person.mailState ?? "none";
  const elsewhere = email.trim().toLowerCase() !== person.email;
  const reworded = name.trim() !== person.name || message.trim() !== person.message;
  return (
    <Section title={t`Invitation`} hint={t`Whom it goes to and what the e-mail says.`}>
      <div className={styles.fields}>
        <div className={styles.pair}>
          <Field label={t`E-mail address`} error={problems.email}>
            {(control) => (
              <TextInput
                {...control}
                ref={addressRef}
                value={email}
                readOnly={readOnly || addressLocked}
                autoComplete="off"
                inputMode="email"
                spellCheck={false}
                onChange={(event) => onChange({ email: event.target.value })}
              />
            )}
          </Field>
          <Field label={t`Name`} hint={t`optional`} error={problems.name}>
            {(control) => (
              <TextInput
                {...control}
                ref={nameRef}
                value={name}
                readOnly={readOnly}
                maxLength={MAX_NAME}
                autoComplete="off"
                onChange={(event) => onChange({ name: event.target.value })}
              />
            )}
          </Field>
        </div>
        {elsewhere
          ? !problems.email && (
              <Notice tone="warning">
                <Readdressed from={person.email} mailState={mailState} />
              </Notice>
            )
          : !readOnly && <MailLine state={mailState} />}
        <Field
          label={t`Message`}
          hint={
            message.length > MAX_MESSAGE * 0.8
              ? t`${countWords(MAX_MESSAGE - message.length)} characters left`
              : t`optional`
          }
        >
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              maxLength={MAX_MESSAGE}
              readOnly={readOnly}
              placeholder={readOnly ? undefined : t`Shown in the e-mail as plain text`}
              value={message}
              onChange={(event) => onChange({ message: event.target.value })}
            />
          )}
        </Field>
        {reworded && !elsewhere && mailState !== "none" && (
          <p className={styles.remark}>
            {t`An e-mail that was sent stays as it is. The invitation itself and the next e-mail show what you save.`}
          </p>
        )}
      </div>
    </Section>
  );
}

/** What saving another address does. */
function Readdressed({ from, mailState }: { from: string; mailState: MailState }) {
  return mailState === "none" ? (
    <Trans>
      Saving makes a new link, and the one for <strong>{from}</strong> stops working. No e-mail is sent: copy the new
      link and pass it on yourself.
    </Trans>
  ) : (
    <Trans>
      Saving makes a new link and sends it to the new address. The link that was sent to <strong>{from}</strong> stops
      working.
    </Trans>
  );
}

function MailLine({ state }: { state: MailState }) {
  const { words, tone } = mailStateWords(state);
  const meaning = mailMeaning(state);
  return (
    <p className={styles.mail}>
      <StateDot tone={tone}>{t`E-mail: ${words}`}</StateDot>
      {meaning && <span className={styles.remark}>{meaning}</span>}
    </p>
  );
}
