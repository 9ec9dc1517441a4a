import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { answer, api, writing } from "@/api/client";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { Organization } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Checkbox } from "@/design/choice";
import { Skeleton } from "@/design/surface";
import { say } from "@/design/toasts";
import { may, useMe } from "@/organizations/me";
import { organizationQuery } from "@/organizations/organization-query";
import styles from "./integrations.module.css";

/** Whether who comes in by SCIM is written to; saved with the press. */
export function SCIMSendsMail({ org }: { org: string }) {
  const me = useMe(org);
  const organization = useQuery(organizationQuery(org));
  const save = useMutation({
    mutationFn: (sends: boolean) => saveSendsMail(org, sends),
    onSuccess: ({ settings }) => {
      say(settings.scim_sends_mail ? t`SCIM sends invitations by mail.` : t`SCIM sends no mail.`);
    },
  });
  if (organization.error && !organization.data) {
    return (
      <div className={styles.confirm}>
        <ProblemNotice error={organization.error} />
        <span>
          <Button onClick={() => organization.refetch()}>{t`Try again`}</Button>
        </span>
      </div>
    );
  }
  if (!organization.data) {
    return (
      <div className={styles.waitingLine} aria-busy="true">
        <Skeleton width={220} />
      </div>
    );
  }
  const saved = organization.data.settings.scim_sends_mail;
  return (
    <div className={styles.confirm}>
      <Checkbox
        label={t`Send invitations by mail`}
        detail={t`Whoever the identity provider adds gets an e-mail with the invitation. Off, they find it after signing in, or you copy them the link.`}
        checked={save.isPending ? save.variables : saved}
        disabled={!may(me, "edit_organization")}
        onChange={(event) => !save.isPending && save.mutate(event.target.checked)}
      />
      <ProblemNotice error={save.error} />
    </div>
  );
}

/** Saves it on whatever the settings are by now: nothing else of them is touched. */
async function saveSendsMail(org: string, sends: boolean): Promise<Organization> {
  const query = organizationQuery(org);
  const write = ({ version }: Organization) =>
    answer(
      api.PATCH("/v1/organizations/{org}", {
        params: { path: { org } },
        headers: writing({ version }),
        body: { settings: { scim_sends_mail: sends } },
      }),
    );
  const known = await queryClient.ensureQueryData(query);
  const written = await write(known).catch(async (error) => {
    if (!isProblem(error, "stale-version")) throw error;
    return write(await queryClient.fetchQuery({ ...query, staleTime: 0 }));
  });
  queryClient.setQueryData(query.queryKey, written);
  return written;
}
