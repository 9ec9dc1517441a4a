import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ArrowRight, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/design/button";
import { Chip } from "@/design/surface";
import { say, sayProblem } from "@/design/toasts";
import styles from "./audit.module.css";
import { AUDIT_DEFAULTS, type AuditSearch } from "./audit-search";
import type { ChangeLine } from "./change-lines";
import type { Actor, AuditEvent, Target } from "./event";
import { actorKind, actorName } from "./event-words";
import { exactTime } from "./time-words";

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
        <Fact name={t`When`}>{exactTime(event.at)}</Fact>
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

function OnlyLinks({ org, event: { actor, target }, search }: Omit<Props, "lines">) {
  const only = [
    { filter: { actor: actorFilter(actor) }, words: onlyActor(actor) },
    { filter: { target: target.id }, words: onlyTarget(target) },
  ].filter(({ filter }) =>
    Object.entries(filter).some(([name, id]) => id && search[name as "actor" | "target"] !== id),
  );
  if (only.length === 0) return null;
  return (
    <p className={styles.only}>
      {only.map(({ filter, words }) => (
        <Link
          key={words}
          to="/orgs/$org/audit"
          params={{ org }}
          search={{ ...AUDIT_DEFAULTS, from: search.from, to: search.to, ...filter }}
        >
          {words}
        </Link>
      ))}
    </p>
  );
}

/** What the API filters an actor by; nothing for one that it does not. */
function actorFilter({ kind, id }: Actor): string {
  if (kind === "system" || kind === "operator") return kind;
  return kind === "user" || kind === "agency_member" ? (id ?? "") : "";
}

function onlyActor({ kind }: Actor): string {
  if (kind === "system") return t`Only what the system did`;
  if (kind === "operator") return t`Only what operators did`;
  return t`Only this person’s acts`;
}

function onlyTarget({ kind }: Target): string {
  switch (kind) {
    case "member":
      return t`Only about this person`;
    case "invitation":
      return t`Only about this invitation`;
    case "ad_account":
      return t`Only about this ad account`;
    case "organization":
      return t`Only about the organization itself`;
    default:
      return t`Only about this`;
  }
}
