import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import type { AgencyPerson } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { ConfirmDialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { say } from "@/design/toasts";
import styles from "./agencies.module.css";
import { unassign } from "./link-writes";
import type { Link } from "./links";

type Props = {
  org: string;
  link: Link;
  person: AgencyPerson;
  from: HTMLElement | null;
  open: boolean;
  onClose: () => void;
};

/** Asks before a member no longer works for a client. */
export function RemoveQuestion({ org, link, person, from, open, onClose }: Props) {
  const { name } = person.user;
  const client = link.other;
  const remove = useMutation({
    mutationFn: () => unassign(org, client.id, person.member),
    onSuccess: () => {
      onClose();
      say(t`${name} no longer works for ${client.name}.`);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Remove ${name} from ${client.name}?`}
      action={t`Remove`}
      dangerous
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      finalFocus={() => focusAfter(from)}
    >
      <div className={styles.confirm}>
        <p>
          <Trans>
            <strong>{name}</strong> loses access to {client.name} with the next request, and stays in your agency. You
            can add them again later.
          </Trans>
        </p>
        <ProblemNotice error={remove.error} />
      </div>
    </ConfirmDialog>
  );
}
