import { t } from "@lingui/core/macro";
import type { RefObject } from "react";
import { CopyField } from "@/design/copy-field";

type Props = { email: string; url: string; input: RefObject<HTMLInputElement | null> };

/** An invitation's link with a button that copies it. */
export function LinkField({ email, url, input }: Props) {
  return (
    <CopyField
      label={t`Link for ${email}`}
      value={url}
      input={input}
      copy={t`Copy link`}
      copied={t`The invitation link for ${email} is copied. Whoever has it can see the invitation.`}
      refused={t`The browser does not let this page copy. The link is selected: copy it by hand.`}
    />
  );
}
