import { may, useMe } from "@/organizations/me";
import type { ListSearch } from "@/users/list/list-search";
import { ExportButton } from "./export-button";

/** Saves the people of a tab as CSV: all that the search and the filters match, in the order that is shown. */
export function ExportPeople({ org, search }: { org: string; search: ListSearch }) {
  const me = useMe(org);
  return may(me, "list_member_details") && <ExportButton address={peopleExport(org, search)} />;
}

/** The first part of a tab's export. */
export function peopleExport(org: string, search: ListSearch): string {
  const { tab, cursor: _cursor, page: _page, sort, ...filters } = search;
  const invited = tab === "invited";
  const query = new URLSearchParams({ state: invited ? "pending" : tab });
  for (const [name, value] of Object.entries(filters)) {
    if (value) query.set(name, String(value));
  }
  // Search goes by name, and so it is not asked for an order.
  if (!search.q) query.set("sort", sort);
  return `/v1/organizations/${org}/${invited ? "invitations" : "members"}.csv?${query}`;
}
