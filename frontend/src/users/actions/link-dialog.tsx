import { t } from "@lingui/core/macro";
import { useRef } from "react";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Field, TextInput } from "@/design/field";
import { focusAfter } from "@/design/focus-after";

type Props = { email: string; url: string; from: HTMLElement | null; onClose: () => void };

/** Shows an invitation's link where the browser does not let the page copy it. */
export function LinkDialog({ email, url, from, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Invitation link`}
      size="small"
      initialFocus={input}
      finalFocus={() => focusAfter(from)}
      foot={
        <Button kind="primary" onClick={onClose}>
          {t`Done`}
        </Button>
      }
    >
      <Field label={t`Link for ${email}`}>
        {(control) => (
          <TextInput {...control} ref={input} readOnly value={url} onFocus={(event) => event.target.select()} />
        )}
      </Field>
    </Dialog>
  );
}
