/** Why an address cannot be invited as it stands. */
export type AddressProblem = "incomplete" | "characters" | "too_long" | "twice";

/** One address of the invitation, good or bad. `text` is what was typed and what one edits again. */
export type AddressEntry = { text: string; email: string; name: string; problem?: AddressProblem };

const MAX_NAME = 80;
const MAX_EMAIL = 254;
/** One part of a domain: letters, digits and hyphens inside. */
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Finds addresses in anything that people paste: separated by commas, semicolons, tabs, lines or spaces, with names as
 * `Name <a@b>`, `"Last, First" <a@b>` or `Name, a@b` on a line, or a CSV file with a head line. Parts that are no address
 * come back with a problem, so that nothing is lost silently.
 */
export function parseAddresses(text: string): AddressEntry[] {
  const table = readTable(text);
  if (table) return table;
  return splitOutside(text, ";\n\r").flatMap((piece) => readPiece(piece));
}

/** Adds entries to those that are there; whoever is there already is marked. */
export function addEntries(there: AddressEntry[], more: AddressEntry[]): AddressEntry[] {
  return markTwice([...there, ...more]);
}

/** Marks every further occurrence of an address, and unmarks those that no longer are. */
export function markTwice(entries: AddressEntry[]): AddressEntry[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    const key = entry.email.toLowerCase();
    const twice = seen.has(key);
    seen.add(key);
    if (twice && !entry.problem) return { ...entry, problem: "twice" as const };
    if (!twice && entry.problem === "twice") return { ...entry, problem: undefined };
    return entry;
  });
}

/** What is wrong with an address; undefined when it can be invited. The server judges in the same way and has the last word. */
export function addressProblem(email: string): AddressProblem | undefined {
  if (email.length > MAX_EMAIL) return "too_long";
  const at = email.lastIndexOf("@");
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const labels = domain.split(".");
  if (at < 1 || labels.length < 2 || labels.includes("") || /^\d+$/.test(labels.at(-1) ?? "")) return "incomplete";
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(local)) return "characters";
  if (local.length > 64 || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return "characters";
  return labels.every((label) => LABEL.test(label)) ? undefined : "characters";
}

function readPiece(piece: string): AddressEntry[] {
  const fields = splitOutside(piece, ",\t");
  const addresses = fields.filter((field) => field.includes("@"));
  // "Weber, Jonas <jonas@…>" and "Jonas Weber, jonas@…": one address, and a name beside it.
  if (addresses.length === 1 && fields.length > 1) {
    const own = readField(addresses[0] ?? "");
    const [only] = own;
    if (own.length === 1 && only) {
      const name = [...fields.filter((field) => field !== addresses[0]), only.name].filter(Boolean).join(", ");
      return [entry(piece.trim(), only.email, name)];
    }
  }
  return fields.flatMap(readField);
}

function readField(field: string): AddressEntry[] {
  const bracketed = [...field.matchAll(/([^<>]*)<\s*([^<>\s]*)\s*>/g)];
  if (bracketed.length > 0) {
    return bracketed.map(([whole, name = "", email = ""]) => entry(whole.trim(), email, name));
  }
  const words = field.split(/\s+/).filter(Boolean);
  const withAt = words.filter((word) => word.includes("@"));
  if (withAt.length > 1) return withAt.map((word) => entry(word, word, ""));
  const [address] = withAt;
  if (address && words.length > 1) return [entry(field, address, words.filter((word) => word !== address).join(" "))];
  return [entry(field, field, "")];
}

function entry(text: string, address: string, givenName: string): AddressEntry {
  const email = address.replace(/^mailto:/i, "").replace(/^[<("']+|[>)"'.]+$/g, "");
  const name = givenName
    .trim()
    .replace(/^["']+|["']+$/g, "")
    .replace(/\s+/g, " ")
    .slice(0, MAX_NAME);
  return { text, email, name, problem: addressProblem(email) };
}

/** A CSV table with a head line that names the column of addresses; undefined for anything else. */
function readTable(text: string): AddressEntry[] | undefined {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim());
  const [head, ...rows] = lines;
  if (!head || head.includes("@") || rows.length === 0) return undefined;
  const separator = [",", ";", "\t"].find((candidate) => head.includes(candidate)) ?? ",";
  const columns = splitOutside(head, separator, true).map((column) => column.toLowerCase());
  const email = columns.findIndex((column) => /^(e-?mail|mail)([ _-]?address)?$|^address$/.test(column));
  if (email < 0) return undefined;
  const names = columns.flatMap((column, at) =>
    /^(full |display )?name$|^(first|given|last|family|sur) ?_?name$/.test(column) ? [at] : [],
  );
  return rows.map((row) => {
    const cells = splitOutside(row, separator, true);
    return entry(row.trim(), cells[email] ?? "", names.map((at) => cells[at] ?? "").join(" "));
  });
}

/** Splits at any of the separators outside of quotes and angle brackets, trims, and drops empty parts unless kept. */
function splitOutside(text: string, separators: string, keepEmpty = false): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let bracket = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (char === "<") bracket = true;
    else if (char === ">") bracket = false;
    // A quote or bracket that is never closed ends with its line.
    if (char === "\n") quoted = bracket = false;
    if (separators.includes(char) && !quoted && !bracket) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  parts.push(part);
  const trimmed = parts.map((found) => found.trim().replace(/^"(.*)"$/, "$1"));
  return keepEmpty ? trimmed : trimmed.filter(Boolean);
}
