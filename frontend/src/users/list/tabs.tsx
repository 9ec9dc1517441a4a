import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { countWords } from "@/messages/dates";
import { may, useMe } from "@/organizations/me";
import { mergeCount } from "../own-writes";
import { useOwnWrites } from "../own-writes-store";
import type { PeopleList } from "../person";
import styles from "./list.module.css";
import type { ListSearch } from "./list-search";
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

/** The lists of people as tabs; Suspended only while somebody is, or while one looks at it. */
export function Tabs({ org, search }: { org: string; search: ListSearch }) {
  const me = useMe(org);
  const count = useCount(org);
  if (me && !may(me, "list_member_details")) return null;
  const tabs: { list: PeopleList; name: string }[] = [
    { list: "active", name: t`Active` },
    { list: "pending_approval", name: t`Pending approval` },
    { list: "invited", name: t`Invited` },
  ];
  if ((count("suspended") ?? 0) > 0 || search.tab === "suspended") tabs.push({ list: "suspended", name: t`Suspended` });
  return (
    <nav className={styles.tabs} aria-label={t`Lists of users`}>
      {tabs.map(({ list, name }) => (
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
          <span className={styles.count}>{countText(count(list))}</span>
        </Link>
      ))}
    </nav>
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? "\u2007" : countWords(count);
}
