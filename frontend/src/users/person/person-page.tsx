import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { catalogQuery } from "@/api/catalog";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { buttonClass } from "@/design/button";
import { EmptyState, Panel, Skeleton } from "@/design/surface";
import { may, meQuery } from "@/organizations/me";
import { availableActions } from "../actions/available-actions";
import { ADDRESS_HASH, usePersonActions } from "../actions/use-person-actions";
import { personName } from "../person";
import { personKey, personQuery } from "../person-query";
import { WayBack } from "../way-back";
import { AccessSources } from "./access-sources";
import { Activity } from "./activity";
import styles from "./person.module.css";
import { PersonEditor } from "./person-editor";
import { PersonHead } from "./person-head";
import { Standing } from "./standing";

const route = getRouteApi("/orgs/$org/users/$id");

/** One person: active, pending or invited; what they may do, and what can be done with them. */
export function PersonPage() {
  const { org, id } = route.useParams();
  const navigate = useNavigate();
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const person = useQuery(personQuery(org, id));
  const back = person.data && person.data.list !== "active" ? { tab: person.data.list } : {};
  const actions = usePersonActions(org, () =>
    navigate({ to: "/orgs/$org/users", params: { org }, search: back }).then(() =>
      queryClient.removeQueries({ queryKey: personKey(org, id) }),
    ),
  );
  useTitle(person.data && personName(person.data), me.data?.organization.name);

  const address = useRef<HTMLInputElement>(null);
  const editAddress = () => address.current?.focus();
  const toAddress = useLocation({ select: ({ hash }) => hash === ADDRESS_HASH });
  const ready = Boolean(person.data && me.data && catalog.data);
  useEffect(() => {
    if (ready && toAddress) address.current?.focus();
  }, [ready, toAddress]);

  // The answer to a write does not say how somebody has access.
  const untold = person.data?.kind === "member" && !person.data.access && may(me.data, "list_member_details");
  const { refetch } = person;
  useEffect(() => {
    if (untold) void refetch();
  }, [untold, refetch]);

  const guest = me.data?.member.role === "guest";
  const failed = [person, me, catalog].find(({ error, data }) => error && !data);
  if (failed) {
    if (isProblem(failed.error, "not-found")) return <PersonGone org={org} />;
    return (
      <>
        <h1 className={styles.failedTitle}>{t`Account users`}</h1>
        <Panel className={styles.panel}>
          <ProblemPanel error={failed.error} retry={() => failed.refetch()} />
        </Panel>
      </>
    );
  }
  return (
    <div className={styles.page}>
      {!guest && <WayBack org={org} {...back} />}
      {person.data && me.data && catalog.data ? (
        <>
          <PersonHead person={person.data} me={me.data} actions={actions} />
          <Standing
            org={org}
            person={person.data}
            me={me.data}
            catalog={catalog.data}
            onEditAddress={availableActions(person.data, me.data).includes("edit_address") ? editAddress : undefined}
          />
          <PersonEditor
            key={id}
            org={org}
            person={person.data}
            me={me.data}
            catalog={catalog.data}
            addressRef={address}
          />
          <AccessSources org={org} person={person.data} me={me.data} />
          <Activity org={org} person={person.data} me={me.data} />
        </>
      ) : (
        <PersonSkeleton />
      )}
      {actions.dialogs}
    </div>
  );
}

function PersonGone({ org }: { org: string }) {
  return (
    <>
      <h1 className={styles.failedTitle}>{t`Account users`}</h1>
      <Panel className={styles.panel}>
        <EmptyState
          title={t`This person is not in the organization`}
          actions={
            <Link to="/orgs/$org/users" params={{ org }} className={buttonClass()}>
              {t`Go to account users`}
            </Link>
          }
        >
          {t`They were removed, the invitation ended long ago, or you may not see them.`}
        </EmptyState>
      </Panel>
    </>
  );
}

function PersonSkeleton() {
  return (
    <div aria-busy="true">
      <div className={styles.head}>
        <Skeleton width={44} height={44} />
        <div className={styles.skeletonLines}>
          <Skeleton width={180} height={20} />
          <Skeleton width={280} />
        </div>
      </div>
      <Panel className={styles.panel}>
        <div className={styles.skeletonBody}>
          <Skeleton width={140} height={16} />
          <Skeleton width="100%" height={64} />
          <Skeleton width={160} height={16} />
          <Skeleton width="60%" height={24} />
          <Skeleton width="50%" height={24} />
          <Skeleton width={120} height={16} />
          <Skeleton width="100%" height={180} />
        </div>
      </Panel>
    </div>
  );
}
