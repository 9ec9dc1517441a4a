import type { AdAccountRole, Grants, OrganizationRole } from "@/api/types";
import { type AddressProblem, addressProblem } from "../invite/addresses";
import type { Field } from "./columns";
import type { Directory } from "./directory";
import type { RawRow } from "./read";

/** One person as the API takes them: always with grants of their own, whole. */
export type Entry = { email: string; name?: string } & Grants;

/** What is wrong with a row: the field, and which of its words. words.ts says it to people. */
export type Problem = {
  field: Field;
  code:
    | Exclude<AddressProblem, "twice">
    | "missing"
    | "twice"
    | "domain"
    | "unclosed"
    | "name_too_long"
    | "name_characters"
    | "name_address"
    | "unknown"
    | "not_yours"
    | "not_for_guests"
    | "not_for_admins"
    | "without_role"
    | "unknown_role"
    | "for_keys"
    | "archived"
    | "ambiguous"
    | "too_many";
  /** The words of the cell that it is about. */
  value?: string;
  /** Of an address that stands there twice: where it stands first. */
  line?: number;
};

/** A row and what it would send; it is good when there are no problems. */
export type CheckedRow = { raw: RawRow; entry: Entry; problems: Problem[] };

const MAX_NAME = 80;
const MAX_AD_ACCOUNTS = 100;

/**
 * Judges every row as the server will, by what the page can know. Of an address that stands there more than once the
 * first is good. `defaults` are for rows that say no role.
 */
export function checkRows(rows: RawRow[], directory: Directory, defaults: Grants): CheckedRow[] {
  const firstLines = new Map<string, number>();
  return rows.map((raw) => {
    const checked = checkRow(raw, directory, defaults);
    const address = checked.entry.email.toLowerCase();
    const first = firstLines.get(address);
    // What is no address is said to be none, and not to be there twice.
    if (checked.problems.some(({ field }) => field === "email")) return checked;
    if (first === undefined) {
      firstLines.set(address, raw.line);
      return checked;
    }
    return {
      ...checked,
      problems: [...checked.problems, { field: "email", code: "twice", line: first, value: checked.entry.email }],
    };
  });
}

/** Judges one row by itself. */
export function checkRow(raw: RawRow, directory: Directory, defaults: Grants): CheckedRow {
  const problems: Problem[] = [];
  const say = (field: Field) => (code: Problem["code"], value?: string) => {
    problems.push({ field, code, value });
  };
  const { cells } = raw;
  if (raw.unclosed) say("email")("unclosed");
  const email = readEmail(cells.email, directory, say("email"));
  const name = readName(cells.name, say("name"));
  const role = readRole(cells.role, directory, defaults.role, say("role"));
  const own = cells.role !== "";
  const permissions =
    cells.permissions || own
      ? readPermissions(cells.permissions, role, directory, say("permissions"))
      : defaults.permissions;
  const roles =
    cells.ad_account_roles || own
      ? readAdAccountRoles(cells.ad_account_roles, role, directory, say("ad_account_roles"))
      : defaults.ad_account_roles;
  return { raw, entry: { email, ...(name && { name }), role, permissions, ad_account_roles: roles }, problems };
}

type Say = (code: Problem["code"], value?: string) => void;

function readEmail(cell: string, directory: Directory, say: Say): string {
  if (cell === "") {
    say("missing");
    return cell;
  }
  const wrong = addressProblem(cell);
  if (wrong && wrong !== "twice") say(wrong, cell);
  else if (!directory.allowsDomain(cell.slice(cell.lastIndexOf("@") + 1))) say("domain", cell);
  return cell;
}

// Names end up in the subjects of mails.
function readName(cell: string, say: Say): string {
  if (/[\p{Cc}\p{Cf}]/u.test(cell)) say("name_characters", cell);
  else if (/:\/\/|www\./i.test(cell)) say("name_address", cell);
  const name = cell.replace(/\s+/g, " ");
  if ([...name].length > MAX_NAME) say("name_too_long", cell);
  return name;
}

function readRole(cell: string, directory: Directory, usual: OrganizationRole, say: Say): OrganizationRole {
  if (cell === "") return usual;
  const role = directory.role(cell);
  if (!role) say("unknown", cell);
  else if (!directory.mayGiveRole(role.id)) say("not_yours", cell);
  return role?.id ?? usual;
}

function readPermissions(cell: string, role: OrganizationRole, directory: Directory, say: Say): string[] {
  const words = wordsOf(cell).flatMap((piece) => (directory.permission(piece) ? [piece] : splitAt(piece, ",")));
  if (words.length > 0 && role === "admin") {
    say("not_for_admins");
    return [];
  }
  const found = words.flatMap((word) => {
    const permission = directory.permission(word);
    if (!permission) say("unknown", word);
    else if (role === "guest" && directory.refusesToGuests(permission.id)) say("not_for_guests", word);
    else if (!directory.mayGivePermission(permission.id)) say("not_yours", word);
    return permission?.id ?? [];
  });
  return [...new Set(found)];
}

function readAdAccountRoles(cell: string, role: OrganizationRole, directory: Directory, say: Say): AdAccountRole[] {
  const words = wordsOf(cell);
  if (words.length > 0 && role === "admin") {
    say("not_for_admins");
    return [];
  }
  const found = new Map<string, AdAccountRole>();
  for (const word of words) {
    const pair = readPair(word, directory, say);
    if (!pair) continue;
    if (!directory.mayGiveAdAccountRole(pair)) say("not_yours", word);
    found.set(`${pair.ad_account} ${pair.role}`, pair);
  }
  const pairs = [...found.values()];
  if (new Set(pairs.map(({ ad_account }) => ad_account)).size > MAX_AD_ACCOUNTS) say("too_many");
  return pairs;
}

/** "EU Brand:viewer", or "EU Brand (Viewer)" as exports show it to people. */
function readPair(words: string, directory: Directory, say: Say): AdAccountRole | undefined {
  const bracketed = /^(.+)\(([^()]+)\)$/s.exec(words);
  const parts = bracketed && directory.adAccountRole(bracketed[2] ?? "") ? bracketed : /^(.+):([^:]+)$/s.exec(words);
  const [, adAccountWords, roleWords] = parts ?? [];
  if (!adAccountWords || !roleWords) {
    say("without_role", words);
    return undefined;
  }
  const adAccount = directory.adAccount(adAccountWords);
  const role = directory.adAccountRole(roleWords);
  if (!adAccount) say("unknown", adAccountWords.trim());
  else if (adAccount === "ambiguous") say("ambiguous", adAccountWords.trim());
  else if (adAccount.state === "archived") say("archived", adAccount.name);
  if (!role) say("unknown_role", roleWords.trim());
  else if (role.for !== "people") say("for_keys", roleWords.trim());
  if (!adAccount || adAccount === "ambiguous" || !role) return undefined;
  return { ad_account: adAccount.id, role: role.id };
}

function wordsOf(cell: string): string[] {
  return cell.split(/[;\n|]/).flatMap((piece) => piece.trim() || []);
}

function splitAt(words: string, separator: string): string[] {
  return words.split(separator).flatMap((piece) => piece.trim() || []);
}
