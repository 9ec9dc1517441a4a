import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import type { AgencyPerson } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { ConfirmDialog } from "@/design/dialog";
import { say } from "@/design/toasts";
import { useOrganizationName } from "@/organizations/me";
import styles from "./agencies.module.css";
import { setBlocked } from "./link-writes";
import type { Link } from "./links";

type Props = {
  org: string;
  link: Link;
  person: AgencyPerson;
  open: boolean;
  onClose: () => void;
  finalFocus: () => HTMLElement | null;
};

/** Asks before one person of an agency is kept out. */
export function BlockQuestion({ org, link, person, open, onClose, finalFocus }: Props) {
  const organization = useOrganizationName(org);
  const { name } = person.user;
  const agency = link.other.name;
  const block = useMutation({
    mutationFn: () => setBlocked(org, link.other.id, person.user.id, true),
    onSuccess: () => {
      onClose();
      say(t`${name} is blocked.`);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Block ${name}?`}
      action={t`Block`}
      dangerous
      busy={block.isPending}
      onConfirm={() => block.mutate()}
      finalFocus={finalFocus}
    >
      <div className={styles.confirm}>
        <p>
          <Trans>
            <strong>{name}</strong> no longer gets into {organization} through {agency}, from the next request on. The
            agency cannot change that; you can let them in again. A place of their own here is not touched.
          </Trans>
        </p>
        <ProblemNotice error={block.error} />
      </div>
    </ConfirmDialog>
  );
}
