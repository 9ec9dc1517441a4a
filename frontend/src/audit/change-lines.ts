import { plural, t } from "@lingui/core/macro";
import { adAccountRoleName, organizationRoleName, permissionName } from "@/api/catalog";
import type { Catalog } from "@/api/types";
import { scopeName } from "@/integrations/scopes";
import type { Change } from "./event";
import { typeName } from "./event-types";

/** One line of what changed. */
export type ChangeLine =
  /** A value before and after; without `before` everything is new. What is `said` is in the event's sentence already. */
  | { kind: "value"; label: string; before?: string; after: string; said?: boolean }
  /** Permissions that came or went, by name. */
  | { kind: "permissions"; label: string; names: string[]; summary: string }
  /** Something personal: that it changed, not from what to what. */
  | { kind: "unkept"; label: string };

/** Everything that an event changed, in the order of the person's page. */
export function changeLines(change: Change, catalog: Catalog | undefined): ChangeLine[] {
  const { role, state, values = [], ad_accounts: adAccounts = [], permissions, fields = [] } = change;
  // Of something new, "none → Member" would say no more than "Member".
  const hadNoName = values.some(({ field, before }) => field === "name" && before === "");
  const isNew = hadNoName || (role ? role.before === "" : state?.before === "");
  const value = (label: string, before: string, after: string) =>
    isNew ? { kind: "value" as const, label, after } : { kind: "value" as const, label, before, after };
  const lines: ChangeLine[] = [];
  if (state) lines.push({ ...value(t`State`, stateName(state.before), stateName(state.after)), said: true });
  for (const { field, before, after } of values) {
    lines.push(value(fieldName(field), valueWords(field, before), valueWords(field, after)));
  }
  if (role) lines.push(value(t`Organization role`, roleName(catalog, role.before), roleName(catalog, role.after)));
  for (const { ad_account, name, before, after } of adAccounts) {
    const roles = (ids: string[]) => ids.map((id) => adAccountRoleName(catalog, id)).join(", ") || t`no role`;
    lines.push(value(name ?? ad_account, roles(before), roles(after)));
  }
  const named = (ids: string[]) => ids.map((id) => permissionName(catalog, id));
  if (permissions?.added.length) {
    const names = named(permissions.added);
    const summary = plural(names.length, { one: "# permission added", other: "# permissions added" });
    lines.push({ kind: "permissions", label: isNew ? t`Permissions` : t`Permissions added`, names, summary });
  }
  if (permissions?.removed.length) {
    const names = named(permissions.removed);
    const summary = plural(names.length, { one: "# permission removed", other: "# permissions removed" });
    lines.push({ kind: "permissions", label: t`Permissions removed`, names, summary });
  }
  for (const field of fields) lines.push({ kind: "unkept", label: fieldName(field) });
  return lines;
}

/** All of it in one line, for under the sentence. */
export function shortChange(lines: ChangeLine[]): string {
  return lines
    .filter((line) => !(line.kind === "value" && line.said))
    .map(shortWords)
    .join(" · ");
}

function shortWords(line: ChangeLine): string {
  switch (line.kind) {
    case "value":
      return line.before === undefined
        ? `${line.label}: ${line.after}`
        : `${line.label}: ${line.before} → ${line.after}`;
    case "permissions":
      return line.names.length === 1 ? `${line.label}: ${line.names[0]}` : line.summary;
    case "unkept":
      return t`${line.label} changed`;
  }
}

function roleName(catalog: Catalog | undefined, role: string): string {
  return role ? organizationRoleName(catalog, role) : t`none`;
}

/** A state of a member, an invitation, an ad account or an organization. */
function stateName(state: string): string {
  const names: Record<string, string> = {
    "": t`none`,
    accepted: t`Accepted`,
    active: t`Active`,
    archived: t`Archived`,
    assigned: t`At work`,
    blocked: t`Blocked`,
    declined: t`Declined`,
    deleted: t`Deleted`,
    ended: t`Ended`,
    expired: t`Expired`,
    pending: t`Invited`,
    pending_approval: t`Waiting for approval`,
    revoked: t`Revoked`,
    suspended: t`Suspended`,
    enabled: t`Enabled`,
    disabled: t`Disabled`,
  };
  return names[state] ?? state;
}

/** A field by the name that the page gives it elsewhere. */
function fieldName(field: string): string {
  const names: Record<string, string> = {
    name: t`Name`,
    email: t`E-mail address`,
    message: t`Message`,
    state: t`State`,
    external_id: t`External id`,
    scopes: t`What it may do`,
    types: t`Events`,
    description: t`Description`,
    url: t`Address`,
    secret: t`Secret`,
    two_factor: t`Two-factor`,
    "settings.approve_new_users": t`Approve new users`,
    "settings.accept_with_another_address": t`Accept with another address`,
    "settings.invitation_days": t`Days until an invitation ends`,
    "settings.allowed_domains": t`Domains that may be invited`,
    "settings.require_two_factor": t`Require two-factor`,
    "settings.send_reminders": t`Send a reminder`,
    "settings.scim_sends_mail": t`E-mail those whom SCIM invites`,
  };
  return names[field] ?? field;
}

function valueWords(field: string, value: string): string {
  if (field === "state") return stateName(value);
  if (field === "types")
    return (
      value
        .split(", ")
        .filter(Boolean)
        .map((type) => typeName(type) ?? type)
        .join(", ") || t`All events`
    );
  if (field === "scopes") return value.split(" ").filter(Boolean).map(scopeName).join(", ") || t`none`;
  if (value === "true") return t`On`;
  if (value === "false") return t`Off`;
  return value || t`none`;
}
