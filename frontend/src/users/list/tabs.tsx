import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { countWords } from "@/messages/dates";
import { hasClients, may, useMe } from "@/organizations/me";
import { mergeCount } from "../own-writes";
import { useOwnWrites } from "../own-writes-store";
import type { PeopleList } from "../person";
import { useLinkCount } from "./link-count";
import styles from "./list.module.css";
import type { LinkTab, UsersSearch } from "./list-search";
import { countOf, countsQuery } from "./people-query";

/** How many people each tab holds, own writes counted in; undefined while unknown. */
export function useCount(org: string): (list: PeopleList) => number | undefined {
  const me = useMe(org);
  // Plain members may not see the counts of what they may not list.
  const counts = useQuery({ ...countsQuery(org), enabled: may(me, "list_members") }).data;
  const { shifts } = useOwnWrites(org);
  return (list) => {
    const count = countOf(counts, list);
    return count === undefined ? undefined : mergeCount(count, shifts[list]);
  };
}

/**
 * The lists of people as tabs, Suspended only while somebody is, or while one looks at it; for organization admins the
 * agencies that work here, and for those of an agency its clients.
 */
export function Tabs({ org, search }: { org: string; search: UsersSearch }) {
  const me = useMe(org);
  const count = useCount(org);
  const linkCount = useLinkCount(org);
  const nav = useRef<HTMLElement>(null);
  // On a phone the last tabs lie beyond the edge.
  const present = me && search.tab;
  useEffect(() => {
    if (present) nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [present]);
  if (me && !may(me, "list_member_details")) return null;
  const tabs: { list: PeopleList | LinkTab; name: string; count: number | undefined }[] = [
    { list: "active", name: t`Active`, count: count("active") },
    { list: "pending_approval", name: t`Pending approval`, count: count("pending_approval") },
    { list: "invited", name: t`Invited`, count: count("invited") },
  ];
  const suspended = count("suspended");
  if ((suspended ?? 0) > 0 || search.tab === "suspended") {
    tabs.push({ list: "suspended", name: t`Suspended`, count: suspended });
  }
  if (may(me, "see_agencies")) tabs.push({ list: "agencies", name: t`Agencies`, count: linkCount("agencies") });
  if (hasClients(me)) tabs.push({ list: "clients", name: t`Clients`, count: linkCount("clients") });
  return (
    <nav className={styles.tabs} ref={nav} aria-label={t`Lists of users`}>
      {tabs.map(({ list, name, count: holds }) => (
        <Link
          key={list}
          className={styles.tab}
          to="/orgs/$org/users"
          params={{ org }}
          search={{ tab: list, q: search.q, role: search.role }}
          aria-current={search.tab === list ? "page" : undefined}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {name}
          <span className={styles.count}>{countText(holds)}</span>
        </Link>
      ))}
    </nav>
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? "\u2007" : countWords(count);
}
