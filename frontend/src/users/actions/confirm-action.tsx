import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import { ProblemNotice } from "@/app/problem-panel";
import { Checkbox } from "@/design/choice";
import { ConfirmDialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { useSession } from "@/session/session";
import { type Person, personName } from "../person";
import styles from "./actions.module.css";
import type { Write } from "./person-writes";
import { StillThroughAgency } from "./still-through-agency";

/** The actions that ask first. */
export type ConfirmedAction = "remove" | "revoke" | "reject" | "suspend";

type Asked = { action: ConfirmedAction; person: Person; from: HTMLElement | null };
type Props = {
  org: string;
  asked: Asked;
  open: boolean;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: (write: Write) => void;
};

/** Says what will happen and asks. */
export function ConfirmAction({ org, asked, open, busy, error, onClose, onConfirm }: Props) {
  const organization = useSession().data?.organizations.find(({ id }) => id === org)?.name ?? "";
  const { title, action, text } = wordsFor(asked, organization);
  const [revokingSent, setRevokingSent] = useState(false);
  const name = personName(asked.person);
  // Every question starts unticked, also the second one about the same person.
  useEffect(() => {
    if (open) setRevokingSent(false);
  }, [open]);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={title}
      action={action}
      dangerous={asked.action !== "suspend"}
      busy={busy}
      onConfirm={() => onConfirm(asked.action === "remove" && revokingSent ? "remove_and_revoke_sent" : asked.action)}
      finalFocus={() => focusAfter(asked.from)}
    >
      <div className={styles.confirm}>
        {text}
        {(asked.action === "remove" || asked.action === "suspend") && (
          <StillThroughAgency org={org} person={asked.person} />
        )}
        {asked.action === "remove" && (
          <Checkbox
            label={t`Revoke the pending invitations that ${name} sent`}
            checked={revokingSent}
            disabled={busy}
            onChange={(event) => setRevokingSent(event.target.checked)}
          />
        )}
        <ProblemNotice error={error} />
      </div>
    </ConfirmDialog>
  );
}

function wordsFor({ action, person }: Asked, organization: string): { title: string; action: string; text: ReactNode } {
  const name = personName(person);
  switch (action) {
    case "remove":
      return {
        title: t`Remove ${name}?`,
        action: t`Remove user`,
        text: (
          <p>
            <Trans>
              <strong>{name}</strong> loses access to {organization} and all its ad accounts with the next request, not
              only with the next sign-in. This cannot be undone; you can invite {name} again later.
            </Trans>
          </p>
        ),
      };
    case "suspend":
      return {
        title: t`Suspend ${name}?`,
        action: t`Suspend`,
        text: (
          <p>
            <Trans>
              <strong>{name}</strong> cannot work in {organization} until you reactivate them. What they may do is kept.
            </Trans>
          </p>
        ),
      };
    case "reject":
      return {
        title: t`Reject ${name}?`,
        action: t`Reject`,
        text: (
          <p>
            <Trans>
              <strong>{name}</strong> does not get into {organization} and is told so by e-mail. You can invite them
              again later.
            </Trans>
          </p>
        ),
      };
    case "revoke":
      return {
        title: t`Revoke this invitation?`,
        action: t`Revoke invitation`,
        text: (
          <p>
            <Trans>
              The link that was sent to <strong>{person.email}</strong> stops working. You can invite them again later.
            </Trans>
          </p>
        ),
      };
  }
}
