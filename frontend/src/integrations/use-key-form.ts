import { t } from "@lingui/core/macro";
import type { NewAPIKey } from "@/api/types";
import { grantsOfRows, type RoleRow } from "@/users/invite/role-rows";
import { type Expiry, expiresAt } from "./expiry";
import type { Scope } from "./scopes";
import { useCheckedForm } from "./use-checked-form";

/** What the form begins with. */
export type KeyPreset = { name: string; scopes: Scope[] };

type Values = { name: string; scopes: Scope[]; expiry: Expiry; day: string; rows: RoleRow[] };

export type KeyFormState = ReturnType<typeof useKeyForm>;

const MOST_CHARACTERS = 80;

/** What the form of a new key holds, and what is wrong with it once sending it was tried. */
export function useKeyForm(preset?: KeyPreset) {
  const begin: Values = {
    name: preset?.name ?? "",
    scopes: preset?.scopes ?? [],
    expiry: "never",
    day: "",
    rows: [{ key: 1, adAccounts: [], role: "viewer" }],
  };
  return useCheckedForm(begin, problemsOf, bodyOf);
}

function problemsOf({ name, scopes, expiry, day }: Values): { name?: string; scopes?: string; day?: string } {
  const length = name.trim().length;
  const end = expiresAt(expiry, day);
  return {
    ...(length === 0 && { name: t`Give it a name.` }),
    ...(length > MOST_CHARACTERS && { name: t`A name has at most ${MOST_CHARACTERS} characters.` }),
    ...(scopes.length === 0 && { scopes: t`Choose at least one thing that the key may do.` }),
    ...(expiry === "day" && (!end || end <= new Date()) && { day: t`Choose a day from today on.` }),
  };
}

function bodyOf({ name, scopes, expiry, day, rows }: Values): NewAPIKey {
  const roles = grantsOfRows(rows);
  const end = expiresAt(expiry, day);
  return {
    name: name.trim(),
    scopes,
    ...(roles.length > 0 && { ad_account_roles: roles }),
    ...(end && { expires_at: end.toISOString() }),
  };
}
