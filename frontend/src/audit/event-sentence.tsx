import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { PEOPLE_HASH } from "@/agencies/people-hash";
import { useMe } from "@/organizations/me";
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
      <TargetName key="target" org={org} target={event.target} through={event.actor.kind === "agency_member"} />
    );
  });
}

type TargetProps = {
  org: string;
  target: Target;
  /** Somebody of an agency did it: the log is the client's. */
  through: boolean;
};

function TargetName({ org, target, through }: TargetProps) {
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
    case "api_key":
      return (
        <Link className={styles.target} to="/orgs/$org/integrations" params={{ org }}>
          {name}
        </Link>
      );
    case "webhook":
      if (!target.name) return name;
      return (
        <Link className={styles.target} to="/orgs/$org/integrations" params={{ org }} search={{ tab: "webhooks" }}>
          {name}
        </Link>
      );
    case "organization":
      return (
        <Link className={styles.target} to="/orgs/$org/settings" params={{ org }}>
          {name}
        </Link>
      );
    case "agency":
    case "client":
      if (!target.name) return name;
      return (
        <Link className={styles.target} {...linkTo(org, target.kind, target.id)}>
          {name}
        </Link>
      );
    case "agency_member":
      return <AgencyMemberName org={org} target={target} through={through} />;
    default:
      return name;
  }
}

/** Somebody of an agency: for the client they are on the agency's page, for the agency one of its members. */
function AgencyMemberName({ org, target, through }: TargetProps) {
  const name = targetName(target);
  const kind = useMe(org)?.organization.kind;
  if (!target.name || !kind) return name;
  if (through || kind === "standard") {
    if (!target.related) return name;
    return (
      <Link className={styles.target} {...linkTo(org, "agency", target.related)} hash={PEOPLE_HASH}>
        {name}
      </Link>
    );
  }
  return (
    <Link className={styles.target} to="/orgs/$org/users/$id" params={{ org, id: target.id }}>
      {name}
    </Link>
  );
}

function linkTo(org: string, kind: "agency" | "client", id: string) {
  return kind === "agency"
    ? ({ to: "/orgs/$org/agencies/$agency", params: { org, agency: id } } as const)
    : ({ to: "/orgs/$org/clients/$client", params: { org, client: id } } as const);
}
