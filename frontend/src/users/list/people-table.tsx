import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Me } from "@/api/types";
import { Skeleton } from "@/design/surface";
import { Unseen } from "@/design/unseen";
import { may } from "@/organizations/me";
import type { PersonActions } from "../actions/use-person-actions";
import { SelectBox, SelectPageBox } from "../bulk/select-box";
import type { SelectionOf } from "../bulk/use-selection";
import type { Person } from "../person";
import { columnsFor } from "./columns";
import { type ListSearch, type SortKey, toggledSort } from "./list-search";
import styles from "./rows.module.css";

export type RowsProps = {
  org: string;
  me: Me | undefined;
  /** Undefined while they load. */
  people: Person[] | undefined;
  search: ListSearch;
  actions: PersonActions;
  /** Undefined where nothing can be done to many at once. */
  selection: SelectionOf | undefined;
  /** The rows are those of the view before; the new ones are on their way. */
  fading: boolean;
};

const SKELETON_ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

/** People as a table. While it loads it has the same measures. */
export function PeopleTable({ org, me, people, search, actions, selection, fading }: RowsProps) {
  const columns = columnsFor(search, me === undefined || may(me, "list_member_details"));
  const selects = selection !== undefined || (me === undefined && !search.state);
  return (
    <table className={styles.table} data-fading={fading || undefined} aria-busy={people === undefined || fading}>
      <thead>
        <tr>
          {selects && <td className={styles.selectColumn}>{selection && <SelectPageBox selection={selection} />}</td>}
          {columns.map(({ id, head, sort, className }) => (
            <Head key={id} org={org} search={search} sort={search.q ? undefined : sort} className={className}>
              {head}
            </Head>
          ))}
        </tr>
      </thead>
      <tbody>
        {people === undefined
          ? SKELETON_ROWS.map((row) => (
              <tr key={row}>
                {selects && <td className={styles.selectColumn} />}
                {columns.map(({ id, skeleton, className }) => (
                  <td key={id} className={className}>
                    {skeleton > 0 && <Skeleton width={skeleton} />}
                  </td>
                ))}
              </tr>
            ))
          : people.map((person) => (
              <tr
                key={person.id}
                data-busy={actions.busyWith === person.id || undefined}
                data-selected={selection?.has(person) || undefined}
              >
                {selection && (
                  <td className={styles.selectColumn}>
                    <SelectBox person={person} me={me} selection={selection} />
                  </td>
                )}
                {columns.map(({ id, Cell, className }) => {
                  const Tag = id === "name" ? "th" : "td";
                  return (
                    <Tag key={id} scope={id === "name" ? "row" : undefined} className={className}>
                      <Cell org={org} person={person} me={me} actions={actions} />
                    </Tag>
                  );
                })}
              </tr>
            ))}
      </tbody>
    </table>
  );
}

type HeadProps = { org: string; search: ListSearch; sort?: SortKey; className?: string; children: ReactNode };

function Head({ org, search, sort, className, children }: HeadProps) {
  if (!sort) {
    return (
      <th scope="col" className={className}>
        {children || <Unseen>{t`Actions`}</Unseen>}
      </th>
    );
  }
  const current = search.sort.replace("-", "") === sort;
  const descending = search.sort.startsWith("-");
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    <th scope="col" className={className} aria-sort={current ? (descending ? "descending" : "ascending") : "none"}>
      <Link
        className={styles.sortLink}
        to="/orgs/$org/users"
        params={{ org }}
        search={{ ...search, sort: toggledSort(search.sort, sort), cursor: "", page: 1 }}
      >
        {children}
        {current && <Arrow size={13} strokeWidth={1.75} aria-hidden="true" />}
      </Link>
    </th>
  );
}
