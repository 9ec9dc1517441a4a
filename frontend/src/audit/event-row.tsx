import { t } from "@lingui/core/macro";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useCatalog } from "@/api/catalog";
import { ActorMark } from "./actor-mark";
import styles from "./audit.module.css";
import type { AuditSearch } from "./audit-search";
import { changeLines, shortChange } from "./change-lines";
import type { AuditEvent } from "./event";
import { EventDetails } from "./event-details";
import { EventSentence } from "./event-sentence";
import { EventTime } from "./event-time";
import { actorKind, eventSentence } from "./event-words";

type Props = { org: string; event: AuditEvent; search: AuditSearch };

/** One event: who did what and when; all that changed on expanding. */
export function EventRow({ org, event, search }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const lines = changeLines(event.change, useCatalog());
  const short = [actorKind(event.actor), shortChange(lines)].filter(Boolean).join(" · ");
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <ActorMark actor={event.actor} />
        <div className={styles.words}>
          <p className={styles.sentence}>
            <EventSentence org={org} event={event} />
          </p>
          {short && !open && <p className={styles.short}>{short}</p>}
        </div>
        <EventTime at={event.at} />
        <button
          type="button"
          className={styles.opener}
          aria-expanded={open}
          aria-controls={id}
          aria-label={t`Details: ${eventSentence(event)}`}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
      <div id={id}>{open && <EventDetails org={org} event={event} lines={lines} search={search} />}</div>
    </li>
  );
}
