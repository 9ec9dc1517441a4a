import { t } from "@lingui/core/macro";
import type { ComponentProps } from "react";
import { CopyField } from "@/design/copy-field";

type Props = Pick<ComponentProps<typeof CopyField>, "label" | "hint" | "value" | "copyLabel" | "copied" | "input">;

/** Something to take along exactly: a key, a secret, an address. */
export function ExactField(props: Props) {
  return (
    <CopyField
      {...props}
      code
      copy={t`Copy`}
      refused={t`The browser does not let this page copy. It is selected: copy it by hand.`}
    />
  );
}
