import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { GrantsInFull } from "@/accept/invitation-grants";
import { adAccountName, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { useCatalog } from "@/api/catalog";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { Avatar, Panel, Skeleton } from "@/design/surface";
import { meQuery } from "@/organizations/me";
import page from "@/users/person/person.module.css";
import styles from "./agencies.module.css";
import { withoutIncludedRoles } from "./inside-cap";

type Props = { org: string; via: { id: string; name: string } };

/** One's own access to an organization that one comes to through an agency: for whom one works, and with what. */
export function ViaPlace({ org, via }: Props) {
  const me = useQuery(meQuery(org));
  const adAccounts = useAdAccounts(org);
  useTitle(t`Your access`, me.data?.organization.name);
  const catalog = useCatalog();
  if (me.error && !me.data) {
    return (
      <Panel className={page.panel}>
        <ProblemPanel error={me.error} retry={() => me.refetch()} />
      </Panel>
    );
  }
  const { member, organization } = me.data ?? {};
  const permissions = member?.permissions ?? [];
  const roles = withoutIncludedRoles(catalog, member?.ad_account_roles ?? []).map((held) => ({
    ...held,
    name: adAccountName(adAccounts, held.ad_account),
  }));
  return (
    <div className={page.page}>
      <header className={page.head}>
        <Avatar name={member?.user.name ?? ""} look="large" />
        <div className={page.who}>
          <h1 tabIndex={-1}>{t`You work here for ${via.name}`}</h1>
          <p className={page.facts}>{member ? `${member.user.name} · ${member.user.email}` : " "}</p>
        </div>
      </header>
      <Panel className={page.panel}>
        <div className={styles.grants} aria-busy={!member || !adAccounts}>
          {!member || !adAccounts ? (
            <Skeleton width="60%" height={24} />
          ) : permissions.length + roles.length === 0 ? (
            <p className={page.muted}>
              {t`You may do nothing here at the moment. Ask an organization admin of ${via.name}.`}
            </p>
          ) : (
            <GrantsInFull permissions={permissions} ad_account_roles={roles} />
          )}
        </div>
      </Panel>
      <p className={page.remark}>
        {t`${organization?.name ?? ""} says what ${via.name} may do here, and ${via.name} says what you may. Ask an organization admin of ${via.name} to change it.`}
      </p>
    </div>
  );
}
