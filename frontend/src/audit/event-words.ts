import { t } from "@lingui/core/macro";
import type { Actor, AuditEvent, Target } from "./event";

type Words = (actor: string, target: string) => string;

/** What happened, for every event of Roster. Each sentence names what it happened to. */
const WORDS: Record<string, Words> = {
  "organization.created": (actor, target) => t`${actor} created ${target}`,
  "organization.updated": (actor, target) => t`${actor} changed the settings of ${target}`,
  "organization.deleted": (actor, target) => t`${actor} deleted ${target}`,
  "invitation.created": (actor, target) => t`${actor} invited ${target}`,
  "invitation.updated": (actor, target) => t`${actor} changed the invitation to ${target}`,
  "invitation.resent": (actor, target) => t`${actor} sent the invitation to ${target} again`,
  "invitation.accepted": (actor, target) => t`${actor} accepted the invitation to ${target}`,
  "invitation.declined": (actor, target) => t`${actor} declined the invitation to ${target}`,
  "invitation.revoked": (actor, target) => t`${actor} revoked the invitation to ${target}`,
  "invitation.expired": (_, target) => t`The invitation to ${target} expired`,
  "invitation.bounced": (_, target) => t`The invitation to ${target} could not be delivered`,
  "member.added": (actor, target) => t`${actor} added ${target}`,
  "member.approved": (actor, target) => t`${actor} approved ${target}`,
  "member.rejected": (actor, target) => t`${actor} rejected ${target}`,
  "member.updated": (actor, target) => t`${actor} changed ${target}’s permissions`,
  "member.suspended": (actor, target) => t`${actor} suspended ${target}`,
  "member.reactivated": (actor, target) => t`${actor} reactivated ${target}`,
  "member.removed": (actor, target) => t`${actor} removed ${target}`,
  "member.left": (_, target) => t`${target} left the organization`,
  "ad_account.created": (actor, target) => t`${actor} created the ad account ${target}`,
  "ad_account.updated": (actor, target) => t`${actor} changed the ad account ${target}`,
  "ad_account.archived": (actor, target) => t`${actor} archived the ad account ${target}`,
  "ad_account.restored": (actor, target) => t`${actor} restored the ad account ${target}`,
  "agency.invited": (actor, target) => t`${actor} invited the agency ${target}`,
  "agency.accepted": (actor, target) => t`${actor} accepted the invitation for the agency ${target}`,
  "agency.declined": (actor, target) => t`${actor} declined the invitation for the agency ${target}`,
  "agency.updated": (actor, target) => t`${actor} changed what the agency ${target} may do`,
  "agency.ended": (actor, target) => t`${actor} ended the access of the agency ${target}`,
  "agency_member.updated": (actor, target) => t`${actor} changed what ${target} may do through the agency`,
  "api_key.created": (actor, target) => t`${actor} created the API key ${target}`,
  "api_key.revoked": (actor, target) => t`${actor} revoked the API key ${target}`,
  "webhook.created": (actor, target) => t`${actor} created the webhook ${target}`,
  "webhook.updated": (actor, target) => t`${actor} changed the webhook ${target}`,
  "webhook.deleted": (actor, target) => t`${actor} deleted the webhook ${target}`,
  "webhook.disabled": (_, target) => t`The webhook ${target} was disabled`,
  "user.two_factor_enabled": (actor, target) => t`${actor} turned on two-factor authentication for ${target}`,
  "user.two_factor_disabled": (actor, target) => t`${actor} turned off two-factor authentication for ${target}`,
};

/** The same where people do it to themselves. */
const OWN_WORDS: Record<string, Words> = {
  "member.added": (_, target) => t`${target} joined the organization`,
  "user.two_factor_enabled": (_, target) => t`${target} turned on two-factor authentication`,
  "user.two_factor_disabled": (_, target) => t`${target} turned off two-factor authentication`,
};

/** Of an agency's log, where the same is told about the client. */
const CLIENT_WORDS: Record<string, Words> = {
  "agency.invited": (actor, target) => t`${actor} invited this agency to work for ${target}`,
  "agency.accepted": (actor, target) => t`${actor} accepted to work for ${target}`,
  "agency.declined": (actor, target) => t`${actor} declined to work for ${target}`,
  "agency.updated": (actor, target) => t`${actor} changed what this agency may do for ${target}`,
  "agency.ended": (actor, target) => t`${actor} ended the work for ${target}`,
};

/** Whether the page has words for a type of event. */
export function hasWords(type: string): boolean {
  return Object.hasOwn(WORDS, type);
}

/** What happened, in one sentence: "Carrie Oakey changed Earl E. Bird’s permissions". */
export function eventSentence(event: AuditEvent): string {
  return wordsFor(event)(actorName(event.actor), targetName(event.target));
}

/** A piece of the sentence: words, or the place of a name. */
export type SentencePart = { words: string } | { name: "actor" | "target" };

// Characters that no catalogue holds: they keep the places of the names, whichever order a language gives them.
const ACTOR = "\uE000";
const TARGET = "\uE001";

/** The sentence in pieces, so that its names can be links. */
export function sentenceParts(event: AuditEvent): SentencePart[] {
  const pieces = wordsFor(event)(ACTOR, TARGET).split(/([\uE000\uE001])/);
  return pieces
    .filter((piece) => piece !== "")
    .map((piece) => (piece === ACTOR ? { name: "actor" } : piece === TARGET ? { name: "target" } : { words: piece }));
}

function wordsFor(event: AuditEvent): Words {
  const { type, change, target } = event;
  if (isOwnAct(event) && Object.hasOwn(OWN_WORDS, type)) {
    if (change.state?.after === "pending_approval") return (_, target) => t`${target} accepted and waits for approval`;
    return OWN_WORDS[type] as Words;
  }
  if (type === "organization.updated" && change.values?.some(({ field }) => field === "state")) {
    return (actor, target) => t`${actor} restored ${target}`;
  }
  const { before, after } = change.state ?? {};
  if (type === "agency.ended" && after === "revoked") {
    return target.kind === "client"
      ? (actor, name) => t`${actor} took back the invitation to work for ${name}`
      : (actor, name) => t`${actor} took back the invitation of the agency ${name}`;
  }
  if (target.kind === "client" && Object.hasOwn(CLIENT_WORDS, type)) return CLIENT_WORDS[type] as Words;
  if (type === "agency_member.updated" && change.state) {
    if (after === "blocked") return (actor, name) => t`${actor} blocked ${name} at the client`;
    if (before === "blocked") return (actor, name) => t`${actor} let ${name} in again at the client`;
    return after
      ? (actor, name) => t`${actor} let ${name} work for the client through the agency`
      : (actor, name) => t`${actor} ended the work of ${name} for the client`;
  }
  if (type === "webhook.disabled" && event.actor.kind !== "system") {
    return (actor, name) => t`${actor} disabled the webhook ${name}`;
  }
  if (hasWords(type)) return WORDS[type] as Words;
  // A newer server than this page.
  return (actor, target) => t`${actor}: ${type}, ${target}`;
}

/** A member's id is its user's with another prefix. */
function isOwnAct({ actor, target }: AuditEvent): boolean {
  return actor.id !== undefined && actor.id.slice(4) === target.id.slice(4);
}

/** Who did it. */
export function actorName({ kind, name, id }: Actor): string {
  if (name) return name;
  switch (kind) {
    case "user":
    case "agency_member":
      return t`Somebody who is gone`;
    case "key":
      return t`An API key`;
    case "scim":
      return t`SCIM`;
    case "operator":
      return t`An operator`;
    case "system":
      return t`The system`;
    default:
      return id ?? kind;
  }
}

/** What kind of actor it is; empty for a person of the organization, the usual case. */
export function actorKind({ kind, via }: Actor): string {
  switch (kind) {
    case "user":
      return "";
    case "agency_member":
      return via ? t`via ${via.name}` : t`Agency`;
    case "key":
      return t`API key`;
    case "scim":
      return t`SCIM`;
    case "operator":
      return t`Operator`;
    case "system":
      return t`System`;
    default:
      return kind;
  }
}

/** What it happened to. */
export function targetName({ kind, name, email, id }: Target): string {
  if (kind === "organization") return t`the organization`;
  if (name || email) return name || (email as string);
  switch (kind) {
    case "member":
    case "invitation":
    case "agency_member":
      return t`somebody who is gone`;
    case "agency":
    case "client":
      return t`an organization that is gone`;
    case "ad_account":
      return t`an ad account that is gone`;
    case "api_key":
      return t`an API key that is gone`;
    default:
      return id;
  }
}
