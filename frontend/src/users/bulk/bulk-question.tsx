import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Checkbox } from "@/design/choice";
import { type Person, personName } from "../person";
import styles from "./bulk.module.css";
import type { BulkAction } from "./bulk-rights";

const NAMED = 3;

type Props = {
  action: BulkAction;
  people: Person[];
  organization: string;
  revokingSent: boolean;
  onRevokingSent: (on: boolean) => void;
};

/** Who it is about, and what will happen to them. */
export function BulkQuestion({ action, people, organization, revokingSent, onRevokingSent }: Props) {
  return (
    <div className={styles.dialog}>
      <p className={styles.names}>{namesOf(people)}</p>
      <p>{meaning(action, organization)}</p>
      {action === "remove" && (
        <Checkbox
          label={t`Revoke the pending invitations that they sent`}
          checked={revokingSent}
          onChange={(event) => onRevokingSent(event.target.checked)}
        />
      )}
    </div>
  );
}

function namesOf(people: Person[]): ReactNode {
  const named = people.slice(0, people.length > NAMED + 1 ? NAMED : people.length).map(personName);
  const more = people.length - named.length;
  const list = named.join(", ");
  return more > 0 ? plural(more, { one: `${list} and # more`, other: `${list} and # more` }) : list;
}

function meaning(action: BulkAction, organization: string): ReactNode {
  switch (action) {
    case "resend":
      return t`Each gets the e-mail again, with the same link and the same grants. The time that the invitation has left begins anew.`;
    case "revoke":
      return t`The links that were sent stop working. You can invite the same people again later.`;
    case "approve":
      return t`They get into ${organization} at once, with what they were invited for, and are told so by e-mail.`;
    case "reject":
      return t`They do not get into ${organization} and are told so by e-mail. You can invite them again later.`;
    case "suspend":
      return t`They cannot work in ${organization} until you reactivate them. What they may do is kept.`;
    case "reactivate":
      return t`They can work in ${organization} again, with what they had before.`;
    case "remove":
      return (
        <Trans>
          They lose access to {organization} and all its ad accounts with the next request, not only with the next
          sign-in. <strong>This cannot be undone</strong>; you can invite them again later.
        </Trans>
      );
  }
}
