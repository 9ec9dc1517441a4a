import type { AdAccountRole } from "@/api/types";
import { type Person, personName } from "../person";
import type { ListSearch, Sort } from "./list-search";

const collator = new Intl.Collator("en", { sensitivity: "base" });

/** The list's order, near enough to the server's to put a new row at its place. */
export function comparePeople(one: Person, other: Person, sort: Sort): number {
  const direction = sort.startsWith("-") ? -1 : 1;
  switch (sort.replace("-", "")) {
    case "joined":
      return direction * (one.since ?? "").localeCompare(other.since ?? "");
    case "last_active":
      return direction * (one.lastActiveOn ?? "").localeCompare(other.lastActiveOn ?? "");
    default:
      return direction * collator.compare(personName(one), personName(other));
  }
}

/** Whether a person belongs to what is searched and filtered: each word begins one of name or address. */
export function matchesSearch(person: Person, search: ListSearch): boolean {
  const { q, role, ad_account, ad_account_role, two_factor } = search;
  if (role && person.role !== role) return false;
  if (two_factor && person.twoFactor !== (two_factor === "on")) return false;
  const isWanted = (held: AdAccountRole) =>
    held.ad_account === ad_account && (!ad_account_role || held.role === ad_account_role);
  if (ad_account && !person.adAccountRoles?.some(isWanted)) return false;
  const [name, email] = [folded(person.name), folded(person.email)];
  const lies = [email, ...name.split(/\s+/), ...email.split(/[@.+_-]/)];
  const wanted = folded(q).split(/\s+/).filter(Boolean);
  return wanted.every((beginning) => lies.some((word) => word.startsWith(beginning)));
}

/** Without accents and capitals, as the server compares. */
const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
