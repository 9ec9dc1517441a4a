import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import styles from "./audit.module.css";
import type { AuditEvent, Target } from "./event";
import { actorName, sentenceParts, targetName } from "./event-words";

/** What happened, with the actor in medium weight and the target linked to its page where it has one. */
export function EventSentence({ org, event }: { org: string; event: AuditEvent }) {
  return sentenceParts(event).map((part, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity and never move.
    if ("words" in part) return <Fragment key={at}>{part.words}</Fragment>;
    return part.name === "actor" ? (
      <strong key="actor">{actorName(event.actor)}</strong>
    ) : (
      <TargetName key="target" org={org} target={event.target} />
    );
  });
}

function TargetName({ org, target }: { org: string; target: Target }) {
  const name = targetName(target);
  switch (target.kind) {
    case "member":
    case "invitation":
      // Without a name or an address the record is gone.
      if (!target.name && !target.email) return name;
      return (
        <Link className={styles.target} to="/orgs/$org/users/$id" params={{ org, id: target.id }}>
          {name}
        </Link>
      );
    case "ad_account":
      return (
        <Link className={styles.target} to="/orgs/$org/ad-accounts" params={{ org }}>
          {name}
        </Link>
      );
    case "organization":
      return (
        <Link className={styles.target} to="/orgs/$org/settings" params={{ org }}>
          {name}
        </Link>
      );
    default:
      return name;
  }
}
