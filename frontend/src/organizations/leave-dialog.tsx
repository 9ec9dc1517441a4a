import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { answer, api, writing } from "@/api/client";
import { Intention } from "@/api/intention";
import { queryClient, sessionKey } from "@/api/query-client";
import type { Session, SessionOrganization } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { ConfirmDialog } from "@/design/dialog";
import { say } from "@/design/toasts";

type Props = { organization: SessionOrganization; open: boolean; onClose: () => void };

/** Asks, ends one's own place in an organization, and goes home. */
export function LeaveDialog({ organization: { id, name }, open, onClose }: Props) {
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  const leave = useMutation({
    mutationFn: () => {
      const headers = writing({ key: intention.keyFor(["leave", id]) });
      return answer(api.POST("/v1/organizations/{org}/leave", { params: { path: { org: id } }, headers }));
    },
    onSuccess: async () => {
      // First away from its pages: they would say that they are not there.
      await navigate({ to: "/", search: { all: true } });
      queryClient.setQueryData<Session | null>(
        sessionKey,
        (old) => old && { ...old, organizations: old.organizations.filter((other) => other.id !== id) },
      );
      queryClient.removeQueries({ queryKey: ["organization", id] });
      say(t`You left ${name}.`);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Leave ${name}?`}
      action={t`Leave organization`}
      dangerous
      busy={leave.isPending}
      onConfirm={() => leave.mutate()}
    >
      <p>
        <Trans>
          You lose access to <strong>{name}</strong> and all its ad accounts at once. This cannot be undone; to come
          back you need a new invitation.
        </Trans>
      </p>
      <ProblemNotice error={leave.error} />
    </ConfirmDialog>
  );
}
