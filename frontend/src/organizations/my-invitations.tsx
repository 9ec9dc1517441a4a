import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { InvitationGrants } from "@/accept/invitation-grants";
import { organizationRoleName, useCatalog } from "@/api/catalog";
import { answer, api, writing } from "@/api/client";
import { Intention } from "@/api/intention";
import { isProblem, problemWords } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { MyInvitation } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { ConfirmDialog } from "@/design/dialog";
import { focusHeading } from "@/design/focus-after";
import { Panel } from "@/design/surface";
import { say, sayProblem } from "@/design/toasts";
import { fullDay } from "@/messages/dates";
import styles from "./home.module.css";

const myInvitationsQuery = queryOptions({
  queryKey: ["my-invitations"],
  queryFn: ({ signal }) => answer(api.GET("/v1/me/invitations", { signal })),
});

/** The open invitations to one's own verified address. */
export function useMyInvitations() {
  return useQuery(myInvitationsQuery);
}

/** The open invitations, each to be accepted or declined without its link. */
export function MyInvitations({ invitations }: { invitations: MyInvitation[] }) {
  return (
    <ul className={styles.invitations}>
      {invitations.map((invitation) => (
        <li key={invitation.id}>
          <InvitationCard invitation={invitation} only={invitations.length === 1} />
        </li>
      ))}
    </ul>
  );
}

function InvitationCard({ invitation, only }: { invitation: MyInvitation; only: boolean }) {
  const catalog = useCatalog();
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  const [declining, setDeclining] = useState(false);
  const { id, organization, invited_by, role, message, expires_at } = invitation;
  const params = { path: { id } };

  // Revoked or expired since the list was loaded.
  function forgetIfGone(error: unknown) {
    if (!isProblem(error, "invitation-gone")) return;
    sayProblem(problemWords(error));
    forget(id);
    focusHeading();
  }

  const accept = useMutation({
    mutationFn: () =>
      answer(
        api.POST("/v1/me/invitations/{id}/accept", { params, headers: writing({ key: intention.keyFor("accept") }) }),
      ),
    onSuccess: async () => {
      await queryClient.refetchQueries({ queryKey: sessionKey });
      forget(id);
      say(t`You accepted the invitation to ${organization.name}.`);
      void navigate({ to: "/orgs/$org/users", params: { org: organization.id } });
    },
    onError: forgetIfGone,
  });
  const decline = useMutation({
    mutationFn: () =>
      answer(
        api.POST("/v1/me/invitations/{id}/decline", { params, headers: writing({ key: intention.keyFor("decline") }) }),
      ),
    onSuccess: () => {
      say(t`You declined the invitation to ${organization.name}.`);
      forget(id);
      focusHeading();
    },
    onError: forgetIfGone,
  });
  const roleName = organizationRoleName(catalog, role);
  return (
    <Panel className={styles.invitation}>
      <div>
        <h2>{organization.name}</h2>
        <p className={styles.detail}>
          <Trans>
            {invited_by.name} invites you. Role: {roleName}
          </Trans>
        </p>
      </div>
      {message && <blockquote className={styles.message}>{message}</blockquote>}
      <InvitationGrants {...invitation} />
      <ProblemNotice error={accept.error} />
      <div className={styles.buttons}>
        <span className={styles.ends}>{t`Ends on ${fullDay(expires_at)}`}</span>
        <Button kind={only ? "secondary" : "quiet"} onClick={() => setDeclining(true)}>{t`Decline`}</Button>
        <Button kind={only ? "primary" : "secondary"} busy={accept.isPending} onClick={() => accept.mutate()}>
          {t`Accept`}
        </Button>
      </div>
      <ConfirmDialog
        open={declining}
        onClose={() => setDeclining(false)}
        title={t`Decline the invitation to ${organization.name}?`}
        action={t`Decline`}
        dangerous
        busy={decline.isPending}
        onConfirm={() => decline.mutate()}
      >
        <p>{t`You can join later only if somebody invites you again.`}</p>
        <ProblemNotice error={decline.error} />
      </ConfirmDialog>
    </Panel>
  );
}

function forget(id: string) {
  queryClient.setQueryData(
    myInvitationsQuery.queryKey,
    (old) => old && { items: old.items.filter((item) => item.id !== id) },
  );
}
