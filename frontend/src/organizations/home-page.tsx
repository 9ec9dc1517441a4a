import { plural, t } from "@lingui/core/macro";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { ChevronRight, Plus } from "lucide-react";
import { organizationRoleName, useCatalog } from "@/api/catalog";
import type { Session, SessionOrganization } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import shell from "@/app/shell/shell.module.css";
import { TopBar } from "@/app/shell/top-bar";
import { useTitle } from "@/app/use-title";
import { buttonClass } from "@/design/button";
import { Avatar, EmptyState, Panel, Skeleton, StateDot } from "@/design/surface";
import { useSession } from "@/session/session";
import { SignInView } from "@/session/sign-in-view";
import { shownAccountId } from "./account-id";
import styles from "./home.module.css";
import { MyInvitations, useMyInvitations } from "./my-invitations";
import { memberStateWords, viaWords } from "./state-words";

const route = getRouteApi("/");

/** Where one lands after sign-in: straight in the only organization, or a choice, with the open invitations on top. */
export function HomePage() {
  const session = useSession();
  if (session.isPending) return <Waiting />;
  if (session.error) return <ProblemPanel error={session.error} retry={() => session.refetch()} />;
  if (session.data === null) return <SignInView />;
  return <SignedInHome session={session.data} />;
}

function SignedInHome({ session }: { session: Session }) {
  const { all } = route.useSearch();
  const invitations = useMyInvitations();
  const { organizations } = session;
  const [only] = organizations;
  useTitle(t`Your organizations`);
  if (invitations.isPending) return <Waiting />;
  const open = invitations.data?.items.length ?? 0;
  if (!all && only && organizations.length === 1 && open === 0 && !invitations.error) {
    return <Navigate to="/orgs/$org/users" params={{ org: only.id }} replace />;
  }
  return (
    <>
      <TopBar />
      <main className={shell.plainMain}>
        <div className={styles.page}>
          {invitations.error ? (
            <Panel>
              <ProblemPanel
                error={invitations.error}
                retry={() => invitations.refetch()}
                title={t`Your invitations could not be loaded`}
              />
            </Panel>
          ) : (
            open > 0 && (
              <section className={styles.part}>
                <h1 tabIndex={-1}>
                  {plural(open, { one: "You have an open invitation", other: "You have # open invitations" })}
                </h1>
                <MyInvitations invitations={invitations.data?.items ?? []} />
              </section>
            )
          )}
          <section className={styles.part}>
            <div className={styles.head}>
              {open > 0 ? <h2>{t`Your organizations`}</h2> : <h1 tabIndex={-1}>{t`Your organizations`}</h1>}
              {organizations.length > 0 && (
                <Link to="/new-organization" className={buttonClass({ kind: "quiet" })}>
                  <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
                  {t`Create an organization`}
                </Link>
              )}
            </div>
            <Panel>
              {organizations.length === 0 ? (
                <EmptyState
                  title={t`You are in no organization yet`}
                  actions={
                    <Link to="/new-organization" className={buttonClass({ kind: open > 0 ? "secondary" : "primary" })}>
                      {t`Create an organization`}
                    </Link>
                  }
                >
                  {t`Create one for your own team, or ask somebody to invite ${session.user.email}.`}
                </EmptyState>
              ) : (
                <ul>
                  {organizations.map((organization) => (
                    <OrganizationLine key={organization.id} organization={organization} />
                  ))}
                </ul>
              )}
            </Panel>
          </section>
        </div>
      </main>
    </>
  );
}

function OrganizationLine({ organization }: { organization: SessionOrganization }) {
  const catalog = useCatalog();
  const { id, name, account_id, role, state } = organization;
  return (
    <li className={styles.item}>
      <Link to="/orgs/$org/users" params={{ org: id }} className={styles.line}>
        <Avatar name={name} look="organization" />
        <span className={styles.words}>
          <span className={styles.name}>{name}</span>
          <span className={styles.detail}>
            {state === "active" ? (
              `${shownAccountId(account_id)} · ${viaWords(organization) || organizationRoleName(catalog, role)}`
            ) : (
              <StateDot tone="warning">{memberStateWords(state)}</StateDot>
            )}
          </span>
        </span>
        <ChevronRight size={16} strokeWidth={1.5} className={styles.chevron} aria-hidden="true" />
      </Link>
    </li>
  );
}

function Waiting() {
  return (
    <>
      <TopBar />
      <main className={shell.plainMain} aria-busy="true">
        <div className={styles.page}>
          <Skeleton width={180} height={28} />
          <Skeleton width="100%" height={180} />
        </div>
      </main>
    </>
  );
}
