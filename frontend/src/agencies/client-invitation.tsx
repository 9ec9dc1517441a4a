import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { GrantsInFull } from "@/accept/invitation-grants";
import { Intention } from "@/api/intention";
import { isProblem, problemWords } from "@/api/problems";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Panel } from "@/design/surface";
import { say, sayProblem } from "@/design/toasts";
import { fullDay } from "@/messages/dates";
import { shownAccountId } from "@/organizations/account-id";
import styles from "./agencies.module.css";
import { dropClient } from "./link-records";
import { acceptClient } from "./link-writes";
import type { Link } from "./links";

type Props = {
  org: string;
  link: Link;
  /** There is no other one: accepting it is what one is here for. */
  only: boolean;
  onDecline: (from: HTMLElement | null) => void;
};

/** A client's open invitation: what it gives, and the answer. */
export function ClientInvitation({ org, link, only, onDecline }: Props) {
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  const { other, permissions, ad_account_roles, invited_by, created_at, version } = link;
  const accept = useMutation({
    mutationFn: () => acceptClient(org, other.id, intention.keyFor(["accept", other.id, version])),
    onSuccess: () => {
      say(t`Your agency works for ${other.name} now. Choose who of you.`);
      void navigate({ to: "/orgs/$org/clients/$client", params: { org, client: other.id } });
    },
    onError: (error) => {
      if (!isProblem(error, "not-found")) return;
      // Taken back meanwhile.
      sayProblem(problemWords(error));
      dropClient(org, other.id);
    },
  });
  const day = fullDay(created_at);
  const facts = [
    shownAccountId(other.id),
    invited_by?.name ? t`invited ${day} by ${invited_by.name}` : t`invited ${day}`,
  ];
  const nothing = permissions.length + ad_account_roles.length === 0;
  return (
    <Panel className={styles.invitation}>
      <div>
        <h2>{t`${other.name} invites your agency`}</h2>
        <p className={styles.detail}>{facts.join(" · ")}</p>
      </div>
      {nothing ? (
        <p className={styles.detail}>{t`It gives nothing so far.`}</p>
      ) : (
        <GrantsInFull permissions={permissions} ad_account_roles={ad_account_roles} />
      )}
      <p className={styles.detail}>
        {t`This is the most that anybody of yours can be given there. Once you accept, you choose who works for ${other.name}.`}
      </p>
      <ProblemNotice error={accept.error} />
      <div className={styles.buttons}>
        <Button kind={only ? "secondary" : "quiet"} onClick={(event) => onDecline(event.currentTarget)}>
          {t`Decline…`}
        </Button>
        <Button kind={only ? "primary" : "secondary"} busy={accept.isPending} onClick={() => accept.mutate()}>
          {t`Accept`}
        </Button>
      </div>
    </Panel>
  );
}
