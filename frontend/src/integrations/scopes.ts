import { t } from "@lingui/core/macro";

/** Every scope that a key of an organization may carry, by what it is for. */
export const SCOPE_GROUPS = [
  { id: "read", scopes: ["access.read", "users.read"] },
  { id: "write", scopes: ["users.write", "admins.write", "ad_accounts.write"] },
  { id: "provision", scopes: ["scim", "provision"] },
] as const;

export type ScopeGroup = (typeof SCOPE_GROUPS)[number]["id"];
export type Scope = (typeof SCOPE_GROUPS)[number]["scopes"][number];

/** What a group of scopes is for. */
export function scopeGroupName(group: ScopeGroup): string {
  switch (group) {
    case "read":
      return t`Read`;
    case "write":
      return t`Change`;
    case "provision":
      return t`Let another system keep the users`;
  }
}

/** A scope in two or three words; one that the page does not know stays as it is. */
export function scopeName(scope: string): string {
  return wordsOf(scope)?.name ?? scope;
}

/** What a key with the scope can do. */
export function scopeDetail(scope: Scope): string {
  return wordsOf(scope)?.detail ?? "";
}

/** What ends with a key that carries these scopes. */
export function endsWith(scopes: readonly string[]): string[] {
  return scopes.map((scope) => wordsOf(scope)?.ends).filter((words) => words !== undefined);
}

function wordsOf(scope: string): { name: string; detail: string; ends: string } | undefined {
  switch (scope as Scope) {
    case "access.read":
      return {
        name: t`Check access`,
        detail: t`Asks who may do what, before your service lets somebody do it.`,
        ends: t`Your services no longer learn who may do what.`,
      };
    case "users.read":
      return {
        name: t`Read users`,
        detail: t`Lists and reads members and invitations.`,
        ends: t`Users and invitations can no longer be read with it.`,
      };
    case "users.write":
      return {
        name: t`Manage users`,
        detail: t`Invites, edits, suspends and removes members and guests. Reads them, too.`,
        ends: t`Nobody is invited, changed or removed with it any more.`,
      };
    case "admins.write":
      return {
        name: t`Manage organization admins`,
        detail: t`Together with a scope that manages users: organization admins as well.`,
        ends: t`Organization admins are no longer made or changed with it.`,
      };
    case "ad_accounts.write":
      return {
        name: t`Manage ad accounts`,
        detail: t`Creates, renames, archives and restores ad accounts.`,
        ends: t`Ad accounts can no longer be created or changed with it.`,
      };
    case "scim":
      return {
        name: t`SCIM`,
        detail: t`An identity provider such as Okta or Entra ID creates, changes and removes users.`,
        ends: t`Your identity provider can no longer keep users here up to date.`,
      };
    case "provision":
      return {
        name: t`Signed messages`,
        detail: t`Your HR system or CRM sends signed messages that invite, update and remove users. The key comes with a signing secret.`,
        ends: t`Messages that are signed with its secret are refused.`,
      };
    default:
      return undefined;
  }
}

const MANAGES_USERS: readonly string[] = ["users.write", "scim", "provision"];

/** Whether the scopes manage users: by the API, by SCIM or by signed messages. */
export function managesUsers(scopes: readonly string[]): boolean {
  return scopes.some((scope) => MANAGES_USERS.includes(scope));
}
