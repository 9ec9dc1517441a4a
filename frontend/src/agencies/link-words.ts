import { t } from "@lingui/core/macro";
import { fullDay } from "@/messages/dates";
import { shownAccountId } from "@/organizations/account-id";
import type { Link } from "./links";

/** Where a link stands, in one word. */
export function linkStateWords({ state }: Link): string {
  return state === "active" ? t`Active` : t`Invited`;
}

/** Since when it stands there. */
export function linkSince({ accepted_at, created_at }: Link): string {
  return accepted_at ?? created_at;
}

/** What an agency's or a client's page says under the name. */
export function linkFacts(link: Link): string[] {
  const facts = [t`Account Id ${shownAccountId(link.other.id)}`];
  const day = fullDay(link.created_at);
  const by = link.invited_by?.name;
  facts.push(by ? t`invited ${day} by ${by}` : t`invited ${day}`);
  if (link.accepted_at) facts.push(t`accepted ${fullDay(link.accepted_at)}`);
  return facts;
}
