import { t } from "@lingui/core/macro";
import { useRef } from "react";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { LinkField } from "./link-field";

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
      <LinkField email={email} url={url} input={input} />
    </Dialog>
  );
}
