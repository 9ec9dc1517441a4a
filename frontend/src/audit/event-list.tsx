import { Panel, Skeleton } from "@/design/surface";
import { dayWords } from "@/messages/dates";
import styles from "./audit.module.css";
import type { AuditSearch } from "./audit-search";
import { dayOf } from "./days";
import type { AuditEvent } from "./event";
import { EventRow } from "./event-row";

type Props = { org: string; events: AuditEvent[]; search: AuditSearch; fading: boolean };

/** Events, the newest first, under the days that they happened on. */
export function EventList({ org, events, search, fading }: Props) {
  return (
    <div className={styles.days} data-fading={fading || undefined} aria-busy={fading}>
      {byDay(events).map(({ day, events: ofDay }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 className={styles.day} id={`day-${day}`}>
            {dayWords((ofDay[0] as AuditEvent).at)}
          </h2>
          <Panel className={styles.events}>
            <ul>
              {ofDay.map((event) => (
                <EventRow key={event.id} org={org} event={event} search={search} />
              ))}
            </ul>
          </Panel>
        </section>
      ))}
    </div>
  );
}

const WIDTHS = [320, 260, 380, 300, 340, 280];

/** What stands there while the events load, of the same measures. */
export function EventListSkeleton() {
  return (
    <div className={styles.days} aria-busy="true">
      <div className={styles.day}>
        <Skeleton width={64} />
      </div>
      <Panel>
        {WIDTHS.map((width) => (
          <div key={width} className={styles.row}>
            <div className={styles.line}>
              <Skeleton width={32} height={32} />
              <span className={styles.skeletonWords}>
                <Skeleton width={`min(100%, ${width}px)`} />
                <Skeleton width={160} height={10} />
              </span>
            </div>
          </div>
        ))}
      </Panel>
    </div>
  );
}

function byDay(events: AuditEvent[]): { day: string; events: AuditEvent[] }[] {
  const days: { day: string; events: AuditEvent[] }[] = [];
  for (const event of events) {
    const day = dayOf(new Date(event.at));
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}
