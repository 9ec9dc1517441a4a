import { t } from "@lingui/core/macro";
import { type RefObject, useState } from "react";
import { Button } from "@/design/button";
import { Field, TextInput } from "@/design/field";
import { say } from "@/design/toasts";
import styles from "./actions.module.css";

type Props = { email: string; url: string; input: RefObject<HTMLInputElement | null> };

/** An invitation's link with a button that copies it, or selects it where the browser does not let the page copy. */
export function LinkField({ email, url, input }: Props) {
  const [refused, setRefused] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(url);
      setRefused(false);
      say(t`The invitation link for ${email} is copied. Whoever has it can see the invitation.`);
    } catch {
      setRefused(true);
      input.current?.select();
    }
  }
  return (
    <Field
      label={t`Link for ${email}`}
      error={refused ? t`The browser does not let this page copy. The link is selected: copy it by hand.` : undefined}
    >
      {(control) => (
        <div className={styles.link}>
          <TextInput {...control} ref={input} readOnly value={url} onFocus={(event) => event.target.select()} />
          <Button onClick={copy}>{t`Copy link`}</Button>
        </div>
      )}
    </Field>
  );
}
