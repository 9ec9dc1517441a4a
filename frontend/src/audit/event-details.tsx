import { t } from "@lingui/core/macro";
import { ArrowRight, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/design/button";
import { Chip } from "@/design/surface";
import { say, sayProblem } from "@/design/toasts";
import styles from "./audit.module.css";
import type { AuditSearch } from "./audit-search";
import type { ChangeLine } from "./change-lines";
import type { AuditEvent } from "./event";
import { actorKind, actorName } from "./event-words";
import { OnlyLinks } from "./only-links";
import { timeToTheSecond } from "./time-words";

type Props = { org: string; event: AuditEvent; lines: ChangeLine[]; search: AuditSearch };

/** Before and after of everything that changed, the exact facts, and the way to more of the same. */
export function EventDetails({ org, event, lines, search }: Props) {
  const kind = actorKind(event.actor);
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        {lines.map((line) => (
          <Fact key={`${line.kind} ${line.label}`} name={line.label}>
            <LineValue line={line} />
          </Fact>
        ))}
        <Fact name={t`When`}>{timeToTheSecond(event.at)}</Fact>
        {kind && <Fact name={t`Who`}>{`${actorName(event.actor)} (${kind})`}</Fact>}
        {event.request_id && (
          <Fact name={t`Request id`}>
            <RequestId id={event.request_id} />
          </Fact>
        )}
      </dl>
      <OnlyLinks org={org} event={event} search={search} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LineValue({ line }: { line: ChangeLine }) {
  switch (line.kind) {
    case "value":
      return (
        <span className={styles.change}>
          {line.before !== undefined && (
            <>
              <del>{line.before}</del>
              <ArrowRight size={14} strokeWidth={1.5} aria-label={t`now`} role="img" />
            </>
          )}
          <ins>{line.after}</ins>
        </span>
      );
    case "permissions":
      return (
        <ul className={styles.chips}>
          {line.names.map((name) => (
            <li key={name}>
              <Chip main={name} />
            </li>
          ))}
        </ul>
      );
    case "unkept":
      return <span className={styles.muted}>{t`changed; the log does not keep what it said`}</span>;
  }
}

/** The id that support asks for, to take along. */
function RequestId({ id }: { id: string }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(id);
      say(t`The request id is copied.`);
    } catch {
      sayProblem(t`The browser does not let this page copy. Select the id and copy it by hand.`);
    }
  }
  return (
    <span className={styles.request}>
      <code>{id}</code>
      <IconButton label={t`Copy request id`} onClick={copy}>
        <Copy size={14} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
    </span>
  );
}
