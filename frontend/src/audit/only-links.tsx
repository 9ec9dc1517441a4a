import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import styles from "./audit.module.css";
import { AUDIT_DEFAULTS, type AuditSearch } from "./audit-search";
import type { Actor, AuditEvent, Target } from "./event";

type Props = { org: string; event: AuditEvent; search: AuditSearch };

/** From an event to all that its actor did and to all that happened to its target, in the days that are shown. */
export function OnlyLinks({ org, event: { actor, target }, search }: Props) {
  const days = { ...AUDIT_DEFAULTS, from: search.from, to: search.to };
  const by = actorFilter(actor);
  return (
    <p className={styles.only}>
      {by && by !== search.actor && (
        <Link to="/orgs/$org/audit" params={{ org }} search={{ ...days, actor: by }}>
          {onlyActor(actor)}
        </Link>
      )}
      {target.id !== search.target && (
        <Link to="/orgs/$org/audit" params={{ org }} search={{ ...days, target: target.id }}>
          {onlyTarget(target)}
        </Link>
      )}
    </p>
  );
}

/** What the API filters an actor by. */
function actorFilter({ kind, id }: Actor): string | undefined {
  return kind === "system" || kind === "operator" ? kind : id;
}

function onlyActor({ kind }: Actor): string {
  switch (kind) {
    case "system":
      return t`Only what the system did`;
    case "operator":
      return t`Only what operators did`;
    case "key":
    case "scim":
      return t`Only what this API key did`;
    default:
      return t`Only this person’s acts`;
  }
}

function onlyTarget({ kind }: Target): string {
  switch (kind) {
    case "agency":
      return t`Only about this agency`;
    case "client":
      return t`Only about this client`;
    case "member":
    case "agency_member":
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
