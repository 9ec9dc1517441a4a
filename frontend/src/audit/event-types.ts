import { t } from "@lingui/core/macro";

// What can happen, by the family of the record that it happens to (product.md §3).
const ACTIONS = {
  member: ["added", "approved", "rejected", "updated", "suspended", "reactivated", "removed", "left"],
  invitation: ["created", "updated", "resent", "accepted", "declined", "revoked", "expired", "bounced"],
  ad_account: ["created", "updated", "archived", "restored"],
  organization: ["created", "updated", "deleted"],
  agency: ["invited", "accepted", "declined", "updated", "ended"],
  agency_member: ["updated"],
  api_key: ["created", "revoked"],
  webhook: ["created", "updated", "deleted", "disabled"],
  user: ["two_factor_enabled", "two_factor_disabled"],
} as const;

type Family = keyof typeof ACTIONS;

/** The families that the filter offers, in the order of its menu. */
const OFFERED: Family[] = [
  "member",
  "invitation",
  "ad_account",
  "organization",
  "agency",
  "agency_member",
  "api_key",
  "webhook",
  "user",
];

/** One family in the filter's menu: "member", with its single types. */
export type OfferedFamily = { value: string; name: string; types: { value: string; name: string }[] };

/** What the filter offers, in the order of its menu. */
export function offeredFamilies(): OfferedFamily[] {
  return OFFERED.map((family) => ({
    value: family,
    name: familyName(family),
    types: ACTIONS[family].map((action) => ({ value: `${family}.${action}`, name: actionName(action) })),
  }));
}

/** A type or a family in words: "Members: removed". Undefined for one that the page does not know. */
export function typeName(type: string): string | undefined {
  const [family = "", action] = type.split(".");
  if (!isFamily(family)) return undefined;
  if (action === undefined) return familyName(family);
  if (!(ACTIONS[family] as readonly string[]).includes(action)) return undefined;
  return t`${familyName(family)}: ${actionName(action).toLowerCase()}`;
}

function isFamily(text: string): text is Family {
  return Object.hasOwn(ACTIONS, text);
}

function familyName(family: Family): string {
  switch (family) {
    case "member":
      return t`Members`;
    case "invitation":
      return t`Invitations`;
    case "ad_account":
      return t`Ad accounts`;
    case "organization":
      return t`Organization`;
    case "agency":
      return t`Agencies and clients`;
    case "agency_member":
      return t`People of agencies`;
    case "api_key":
      return t`API keys`;
    case "webhook":
      return t`Webhooks`;
    case "user":
      return t`Two-factor`;
  }
}

function actionName(action: string): string {
  const names: Record<string, string> = {
    accepted: t`Accepted`,
    added: t`Joined`,
    approved: t`Approved`,
    archived: t`Archived`,
    bounced: t`Not deliverable`,
    created: t`Created`,
    declined: t`Declined`,
    deleted: t`Deleted`,
    disabled: t`Disabled`,
    ended: t`Ended`,
    expired: t`Expired`,
    invited: t`Invited`,
    left: t`Left`,
    reactivated: t`Reactivated`,
    rejected: t`Rejected`,
    removed: t`Removed`,
    resent: t`Sent again`,
    restored: t`Restored`,
    revoked: t`Revoked`,
    suspended: t`Suspended`,
    two_factor_disabled: t`Turned off`,
    two_factor_enabled: t`Turned on`,
    updated: t`Changed`,
  };
  return names[action] ?? action;
}
