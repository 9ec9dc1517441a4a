import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { GrantsInFull } from "@/accept/invitation-grants";
import { catalogQuery } from "@/api/catalog";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { Button } from "@/design/button";
import { Panel } from "@/design/surface";
import { hasClients, meQuery } from "@/organizations/me";
import page from "@/users/person/person.module.css";
import styles from "./agencies.module.css";
import { ClientInvitation } from "./client-invitation";
import { ClientPeople } from "./client-people";
import { LinkGone, LinkHead, LinkPageFrame, LinkSkeleton } from "./link-page";
import { clientsQuery, type Link } from "./links";
import { OnlyForAdmins } from "./only-for-admins";
import { useLinkQuestion } from "./use-link-question";

const route = getRouteApi("/orgs/$org/clients/$client");

/** One client of an agency: what it gives, who works for it, and ending that. An open invitation is answered here as well. */
export function ClientPage() {
  const { org, client } = route.useParams();
  const navigate = useNavigate();
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const allowed = hasClients(me.data);
  const clients = useQuery({ ...clientsQuery(org), enabled: allowed });
  const link = clients.data?.find(({ other }) => other.id === client);
  const question = useLinkQuestion(org, () =>
    navigate({ to: "/orgs/$org/users", params: { org }, search: { tab: "clients" } }),
  );
  useTitle(link?.other.name, me.data?.organization.name);

  if (me.data && !allowed) return <OnlyForAdmins />;
  const failed = [clients, me, catalog].find(({ error, data }) => error && !data);
  if (failed) {
    return (
      <>
        <h1 className={page.failedTitle}>{t`Clients`}</h1>
        <Panel className={page.panel}>
          <ProblemPanel error={failed.error} retry={() => failed.refetch()} />
        </Panel>
      </>
    );
  }
  if (clients.data && !link && !clients.isFetching) return <LinkGone org={org} tab="clients" />;
  return (
    <LinkPageFrame org={org} tab="clients">
      {link && catalog.data ? (
        link.state === "pending" ? (
          <div className={page.panel}>
            <ClientInvitation org={org} link={link} only onDecline={(from) => question.ask("decline", link, from)} />
          </div>
        ) : (
          <>
            <LinkHead link={link}>
              <Button kind="dangerText" onClick={(event) => question.ask("end_work", link, event.currentTarget)}>
                {t`End work…`}
              </Button>
            </LinkHead>
            <WhatItGives link={link} />
            <ClientPeople org={org} link={link} catalog={catalog.data} />
          </>
        )
      ) : (
        <LinkSkeleton />
      )}
      {question.dialog}
    </LinkPageFrame>
  );
}

function WhatItGives({ link }: { link: Link }) {
  const { other, permissions, ad_account_roles } = link;
  return (
    <Panel className={page.panel}>
      <section aria-labelledby="gives">
        <div className={styles.underHead}>
          <div>
            <h2 id="gives">{t`What ${other.name} gives`}</h2>
            <p className={styles.hint}>{t`The most that anybody of yours can be given there.`}</p>
          </div>
        </div>
        <div className={styles.given}>
          {permissions.length + ad_account_roles.length === 0 ? (
            <p className={styles.detail}>{t`Nothing so far.`}</p>
          ) : (
            <GrantsInFull permissions={permissions} ad_account_roles={ad_account_roles} />
          )}
        </div>
      </section>
    </Panel>
  );
}
