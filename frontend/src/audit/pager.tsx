import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { Button, buttonClass } from "@/design/button";
import { Pages } from "@/design/pages";
import styles from "./audit.module.css";
import type { AuditSearch } from "./audit-search";

type Props = { org: string; search: AuditSearch; shown: number; nextCursor: string | null; looking: boolean };

/** How many events are shown, and the ones after and before. */
export function Pager({ org, search, shown, nextCursor, looking }: Props) {
  // Cursors lead back in time only. The way that one came is kept for the browser tab; without it (a link from somebody
  // else) Newer leads to the newest.
  useEffect(() => {
    if (nextCursor) sessionStorage.setItem(keyOf(nextCursor), search.cursor);
  }, [nextCursor, search.cursor]);
  const older = looking ? null : nextCursor;
  return (
    <Pages
      className={styles.pager}
      label={t`Pages of the log`}
      words={looking ? t`Looking further back…` : shown > 0 && plural(shown, { one: "# event", other: "# events" })}
    >
      {(search.cursor || older) && (
        <>
          <PageLink
            org={org}
            search={search}
            cursor={search.cursor ? (sessionStorage.getItem(keyOf(search.cursor)) ?? "") : null}
            name={t`Newer`}
          />
          <PageLink org={org} search={search} cursor={older} name={t`Older`} />
        </>
      )}
    </Pages>
  );
}

type PageLinkProps = { org: string; search: AuditSearch; cursor: string | null; name: string };

function PageLink({ org, search, cursor, name }: PageLinkProps) {
  if (cursor === null) return <Button disabled>{name}</Button>;
  return (
    <Link className={buttonClass()} to="/orgs/$org/audit" params={{ org }} search={{ ...search, cursor }}>
      {name}
    </Link>
  );
}

function keyOf(cursor: string): string {
  return `newer:${cursor}`;
}
