import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ExportButton } from "@/app/export-button";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { PageHead } from "@/design/page-head";
import { EmptyState, Panel } from "@/design/surface";
import { may, meQuery } from "@/organizations/me";
import styles from "./audit.module.css";
import { type AuditSearch, daysCross, isFiltered } from "./audit-search";
import type { AuditEvent } from "./event";
import { EventList, EventListSkeleton } from "./event-list";
import { actorName, targetName } from "./event-words";
import { eventFilters, eventsQuery } from "./events-query";
import { Filters } from "./filters";
import { Pager } from "./pager";

const route = getRouteApi("/orgs/$org/audit");

/** What happened in the organization, the newest first; organization admins only. */
export function AuditPage() {
  const { org } = route.useParams();
  const search = route.useSearch();
  const me = useQuery(meQuery(org));
  const allowed = may(me.data, "list_events");
  useTitle(t`Audit log`, me.data?.organization.name);
  return (
    <>
      <PageHead title={t`Audit log`}>
        {allowed && !daysCross(search) && <ExportButton address={exportAddress(org, search)} />}
      </PageHead>
      {me.error && !me.data ? (
        <Panel className={styles.panel}>
          <ProblemPanel error={me.error} retry={() => me.refetch()} />
        </Panel>
      ) : me.data && !allowed ? (
        <Panel className={styles.panel}>
          <EmptyState title={t`Only organization admins see the audit log`}>
            {t`Ask an organization admin when you want to know who changed something.`}
          </EmptyState>
        </Panel>
      ) : (
        <Log org={org} search={search} allowed={allowed} />
      )}
    </>
  );
}

function Log({ org, search, allowed }: { org: string; search: AuditSearch; allowed: boolean }) {
  const crossed = daysCross(search);
  const page = useQuery({ ...eventsQuery(org, search), enabled: allowed && !crossed });
  const events = crossed ? [] : page.data?.events;
  const looking = page.data?.looking ?? false;
  return (
    <>
      <Filters org={org} search={search} {...namesIn(events, search)} />
      {page.error && !page.data ? (
        <Panel className={styles.panel}>
          <ProblemPanel error={page.error} retry={() => page.refetch()} title={t`The log could not be loaded`} />
        </Panel>
      ) : events === undefined || (events.length === 0 && looking) ? (
        <EventListSkeleton />
      ) : events.length === 0 ? (
        <Panel className={styles.panel}>
          <NoEvents search={search} />
        </Panel>
      ) : (
        <EventList org={org} events={events} search={search} fading={page.isPlaceholderData} />
      )}
      {events && (
        <Pager
          org={org}
          search={search}
          shown={events.length}
          // What is shown while another page loads is not its beginning.
          nextCursor={crossed || page.isPlaceholderData ? null : (page.data?.nextCursor ?? null)}
          looking={looking}
        />
      )}
    </>
  );
}

function NoEvents({ search }: { search: AuditSearch }) {
  if (daysCross(search)) {
    return <EmptyState title={t`The first day is after the last`}>{t`Choose days in the order of time.`}</EmptyState>;
  }
  if (isFiltered(search)) {
    return <EmptyState title={t`Nothing matches`}>{t`Choose more days, or clear the filters.`}</EmptyState>;
  }
  return (
    <EmptyState title={search.cursor ? t`Nothing further back` : t`Nothing happened yet`}>
      {t`Every change of people, invitations, ad accounts and settings is listed here.`}
    </EmptyState>
  );
}

/** The names of what the log is filtered by: the events that are shown tell them. */
function namesIn(events: AuditEvent[] | undefined, search: AuditSearch) {
  const by = events?.find(({ actor }) => search.actor !== "" && actor.id === search.actor);
  const about = events?.find(({ target }) => target.id === search.target);
  return { actor: by && actorName(by.actor), target: about && targetName(about.target) };
}

function exportAddress(org: string, search: AuditSearch): string {
  const filters = Object.entries(eventFilters(search)).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams(filters).toString();
  return `/v1/organizations/${org}/events.csv${query && `?${query}`}`;
}
