import type { SearchSchemaInput } from "@tanstack/react-router";
import type { OrganizationRole } from "@/api/types";
import type { PeopleList } from "../person";

export type SortKey = "name" | "joined" | "last_active";
export type Sort = SortKey | `-${SortKey}`;

/** All that the list shows is in the address, so that a link or a reload shows the same. */
export type ListSearch = {
  tab: PeopleList;
  q: string;
  role: OrganizationRole | "";
  ad_account: string;
  sort: Sort;
  cursor: string;
  /** The page's number, from 1; only for showing "51–100". */
  page: number;
};

export const LIST_DEFAULTS: ListSearch = {
  tab: "active",
  q: "",
  role: "",
  ad_account: "",
  sort: "name",
  cursor: "",
  page: 1,
};

const TABS: PeopleList[] = ["active", "pending_approval", "invited", "suspended"];
const ROLES: OrganizationRole[] = ["admin", "member", "guest"];
const SORTS: Sort[] = ["name", "-name", "joined", "-joined", "last_active", "-last_active"];

/** Reads the address; what makes no sense becomes the default. */
export function readListSearch(given: Partial<ListSearch> & SearchSchemaInput): ListSearch {
  const cursor = typeof given.cursor === "string" ? given.cursor : "";
  const page = Math.trunc(Number(given.page));
  const search: ListSearch = {
    tab: oneOf(TABS, given.tab) ?? LIST_DEFAULTS.tab,
    q: typeof given.q === "string" ? given.q : "",
    role: oneOf(ROLES, given.role) ?? "",
    ad_account: typeof given.ad_account === "string" ? given.ad_account : "",
    sort: oneOf(SORTS, given.sort) ?? LIST_DEFAULTS.sort,
    cursor,
    page: cursor && page > 1 ? page : 1,
  };
  // The API searches in the order of names only, and lists invitations so.
  if (search.q || search.tab === "invited") search.sort = search.sort === "-name" && !search.q ? "-name" : "name";
  return search;
}

/** Whether anything narrows the list. */
export function isFiltered({ q, role, ad_account }: ListSearch): boolean {
  return Boolean(q || role || ad_account);
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
