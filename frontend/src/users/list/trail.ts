import { LIST_DEFAULTS, type ListSearch, whoIsListed } from "./list-search";

// Cursors lead forward only. The way that one came is kept for the browser tab, by the page's number, so that Previous
// works; without it (a link from somebody else) Previous leads to the first page.

type Place = { cursor: string; page: number };

/** Remembers where the present page begins. */
export function rememberCursor(org: string, search: ListSearch): void {
  const trail = readTrail(org, search);
  trail[search.page] = search.cursor;
  sessionStorage.setItem(keyOf(org, search), JSON.stringify(trail));
}

/** The page before the present one. */
export function previousCursor(org: string, search: ListSearch): Place {
  const page = search.page - 1;
  const cursor = readTrail(org, search)[page];
  return page > 1 && cursor ? { cursor, page } : { cursor: LIST_DEFAULTS.cursor, page: LIST_DEFAULTS.page };
}

function keyOf(org: string, search: ListSearch): string {
  return `trail:${org} ${search.sort} ${whoIsListed(search)}`;
}

function readTrail(org: string, search: ListSearch): Record<number, string> {
  return JSON.parse(sessionStorage.getItem(keyOf(org, search)) ?? "{}");
}
