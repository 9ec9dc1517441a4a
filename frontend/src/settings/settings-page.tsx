import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { EmptyState, Panel, Skeleton } from "@/design/surface";
import { shownAccountId } from "@/organizations/account-id";
import { may, meQuery } from "@/organizations/me";
import { organizationQuery } from "@/organizations/organization-query";
import { DeleteOrganization } from "./delete-organization";
import styles from "./settings.module.css";
import { SettingsForm } from "./settings-form";

const route = getRouteApi("/orgs/$org/settings");

/** Name and settings of the organization; organization admins only. */
export function SettingsPage() {
  const { org } = route.useParams();
  const me = useQuery(meQuery(org));
  const organization = useQuery({ ...organizationQuery(org), enabled: may(me.data, "edit_organization") });
  useTitle(t`Settings`, me.data?.organization.name);
  const failed = [me, organization].find(({ error, data }) => error && !data);
  return (
    <>
      <h1 tabIndex={-1}>{t`Settings`}</h1>
      <p className={styles.lead}>
        {t`Account Id`} <span className={styles.accountId}>{shownAccountId(org)}</span>
      </p>
      {failed ? (
        <Panel className={styles.panel}>
          <ProblemPanel error={failed.error} retry={() => failed.refetch()} />
        </Panel>
      ) : me.data && !may(me.data, "edit_organization") ? (
        <Panel className={styles.panel}>
          <EmptyState title={t`Only organization admins see the settings`}>
            {t`Ask an organization admin when something has to change.`}
          </EmptyState>
        </Panel>
      ) : organization.data ? (
        <>
          <SettingsForm key={org} org={org} organization={organization.data} />
          {may(me.data, "delete_organization") && <DeleteOrganization organization={organization.data} />}
        </>
      ) : (
        <Panel className={styles.panel}>
          <div className={styles.waiting} aria-busy="true">
            <Skeleton width={120} height={16} />
            <Skeleton width="60%" height={34} />
            <Skeleton width={120} height={16} />
            <Skeleton width="80%" height={20} />
            <Skeleton width="80%" height={20} />
          </div>
        </Panel>
      )}
    </>
  );
}
