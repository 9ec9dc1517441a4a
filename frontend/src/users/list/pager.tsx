import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button, buttonClass } from "@/design/button";
import { Pages } from "@/design/pages";
import { countWords } from "@/messages/dates";
import styles from "./list.module.css";
import type { ListSearch } from "./list-search";
import { knownTotal, PAGE_SIZE } from "./people-query";
import { useCount } from "./tabs";
import { previousCursor, rememberCursor } from "./trail";

type Props = { org: string; search: ListSearch; shown: number | undefined; nextCursor: string | null };

/** Where one is in the list, and the pages before and after. */
export function Pager({ org, search, shown, nextCursor }: Props) {
  const total = useCount(org)(search.tab);
  useEffect(() => rememberCursor(org, search), [org, search]);
  if (shown === undefined) return <div className={styles.pager} />;
  const first = (search.page - 1) * PAGE_SIZE + 1;
  const last = first + shown - 1;
  const previous = search.cursor ? previousCursor(org, search) : undefined;
  const whole = !search.cursor && !nextCursor;
  return (
    <Pages
      className={styles.pager}
      label={t`Pages of the list`}
      words={rangeWords(first, last, whole ? shown : knownTotal(search, total))}
    >
      {!whole && (
        <>
          <PageLink org={org} search={search} to={previous} name={t`Previous`} />
          <PageLink
            org={org}
            search={search}
            to={nextCursor ? { cursor: nextCursor, page: search.page + 1 } : undefined}
            name={t`Next`}
          />
        </>
      )}
    </Pages>
  );
}

type PageLinkProps = {
  org: string;
  search: ListSearch;
  to: { cursor: string; page: number } | undefined;
  name: string;
};

function PageLink({ org, search, to, name }: PageLinkProps) {
  if (!to) return <Button disabled>{name}</Button>;
  return (
    <Link className={buttonClass()} to="/orgs/$org/users" params={{ org }} search={{ ...search, ...to }}>
      {name}
    </Link>
  );
}

function rangeWords(first: number, last: number, total: number | undefined): string {
  if (last < first) return "";
  const range = first === last ? countWords(first) : `${countWords(first)}–${countWords(last)}`;
  return total === undefined || total < last ? range : t`${range} of ${countWords(total)}`;
}
