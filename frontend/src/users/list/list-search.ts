import type { SearchSchemaInput } from "@tanstack/react-router";
import type { InvitationState, OrganizationRole } from "@/api/types";
import type { PeopleList } from "../person";

export type SortKey = "name" | "joined" | "last_active";
export type Sort = SortKey | `-${SortKey}`;
/** The tabs that list organizations instead of people: those that work here, and those that one works for. */
export type LinkTab = "agencies" | "clients";
/** What became of an invitation that is no longer open. */
export type PastState = Exclude<InvitationState, "pending">;

/** All that the list shows is in the address, so that a link or a reload shows the same. */
export type ListSearch = {
  tab: PeopleList;
  /** In Invited only: empty for open invitations. */
  state: PastState | "";
  q: string;
  role: OrganizationRole | "";
  ad_account: string;
  /** Only together with `ad_account`. */
  ad_account_role: string;
  two_factor: "on" | "off" | "";
  sort: Sort;
  cursor: string;
  /** The page's number, from 1; only for showing "51–100". */
  page: number;
};

/** The same for every tab of the page; those of organizations know nothing but themselves. */
export type UsersSearch = Omit<ListSearch, "tab"> & { tab: PeopleList | LinkTab };

export const LIST_DEFAULTS: ListSearch = {
  tab: "active",
  state: "",
  q: "",
  role: "",
  ad_account: "",
  ad_account_role: "",
  two_factor: "",
  sort: "name",
  cursor: "",
  page: 1,
};

const LINK_TABS: LinkTab[] = ["agencies", "clients"];
const TABS: PeopleList[] = ["active", "pending_approval", "invited", "suspended"];
/** The states in which an invitation ends, in the order of the filter. */
export const PAST_STATES: PastState[] = ["accepted", "declined", "revoked", "expired"];
const ROLES: OrganizationRole[] = ["admin", "member", "guest"];
const SORTS: Sort[] = ["name", "-name", "joined", "-joined", "last_active", "-last_active"];

/** Reads the address of any tab. */
export function readUsersSearch(given: Partial<UsersSearch> & SearchSchemaInput): UsersSearch {
  const links = oneOf(LINK_TABS, given.tab);
  return links ? { ...LIST_DEFAULTS, tab: links } : readListSearch(given);
}

/** Whether a tab lists people. */
export function listsPeople(search: UsersSearch): search is ListSearch {
  return oneOf(LINK_TABS, search.tab) === undefined;
}

/** Reads the address; what makes no sense becomes the default, and so does what the tab's list does not know. */
export function readListSearch(given: Partial<UsersSearch>): ListSearch {
  const cursor = textOf(given.cursor);
  const page = Math.trunc(Number(given.page));
  const tab = oneOf(TABS, given.tab) ?? LIST_DEFAULTS.tab;
  const invited = tab === "invited";
  const adAccount = invited ? "" : textOf(given.ad_account);
  const search: ListSearch = {
    tab,
    state: (invited && oneOf(PAST_STATES, given.state)) || "",
    q: textOf(given.q),
    role: oneOf(ROLES, given.role) ?? "",
    ad_account: adAccount,
    ad_account_role: adAccount && textOf(given.ad_account_role),
    two_factor: (!invited && oneOf(["on", "off"], given.two_factor)) || "",
    sort: oneOf(SORTS, given.sort) ?? LIST_DEFAULTS.sort,
    cursor,
    page: cursor && page > 1 ? page : 1,
  };
  // The API searches in the order of names only, and lists invitations so.
  if (search.q || invited) search.sort = search.sort === "-name" && !search.q ? "-name" : "name";
  return search;
}

/** Whether anything narrows the list. */
export function isFiltered({ q, role, ad_account, two_factor }: ListSearch): boolean {
  return Boolean(q || role || ad_account || two_factor);
}

/** Which people a list is of, whatever their order and the page: one string for each tab with its filters. */
export function whoIsListed({ sort: _sort, cursor: _cursor, page: _page, ...who }: ListSearch): string {
  return JSON.stringify(who);
}

/** The sort after a press on a column's head: the other way round if it is that column already. */
export function toggledSort(sort: Sort, key: SortKey): Sort {
  const first: Sort = key === "name" ? "name" : `-${key}`;
  const second: Sort = key === "name" ? "-name" : key;
  return sort === first ? second : first;
}

function oneOf<Value extends string>(values: Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

function textOf(given: unknown): string {
  return typeof given === "string" ? given : "";
}
