import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Me } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { AUDIT_DEFAULTS } from "@/audit/audit-search";
import { EventRow } from "@/audit/event-row";
import { latestEventsQuery } from "@/audit/events-query";
import { Panel, Skeleton } from "@/design/surface";
import { may } from "@/organizations/me";
import type { Person } from "../person";
import styles from "./activity.module.css";

const LATEST = 5;

/** The latest events about a person or an invitation, for organization admins, and the way to all of them. */
export function Activity({ org, person, me }: { org: string; person: Person; me: Me }) {
  const allowed = may(me, "list_events");
  const events = useQuery({ ...latestEventsQuery(org, person.id, person.version, LATEST), enabled: allowed });
  if (!allowed) return null;
  return (
    <Panel className={styles.panel}>
      <section aria-label={t`Activity`}>
        <div className={styles.head}>
          <h2>{t`Activity`}</h2>
          <Link to="/orgs/$org/audit" params={{ org }} search={{ ...AUDIT_DEFAULTS, target: person.id }}>
            {t`All in the audit log`}
          </Link>
        </div>
        {events.error && !events.data ? (
          <ProblemPanel error={events.error} retry={() => events.refetch()} />
        ) : events.data === undefined ? (
          <div className={styles.remark} aria-busy="true">
            <Skeleton width="60%" />
          </div>
        ) : events.data.length === 0 ? (
          <p className={styles.remark}>{t`Nothing happened yet.`}</p>
        ) : (
          <ul>
            {events.data.map((event) => (
              <EventRow key={event.id} org={org} event={event} search={AUDIT_DEFAULTS} />
            ))}
          </ul>
        )}
      </section>
    </Panel>
  );
}
