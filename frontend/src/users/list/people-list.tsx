import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { isProblem } from "@/api/problems";
import { ProblemPanel } from "@/app/problem-panel";
import { Panel } from "@/design/surface";
import { Unseen } from "@/design/unseen";
import { useNarrow } from "@/design/use-narrow";
import { withLaterMessages } from "@/messages/later";
import { useMe } from "@/organizations/me";
import { usePersonActions } from "../actions/use-person-actions";
import { useSelection } from "../bulk/use-selection";
import { leavers, mergeRows, type OwnWrite } from "../own-writes";
import { useOwnWrites } from "../own-writes-store";
import type { Person } from "../person";
import styles from "./list.module.css";
import { LIST_DEFAULTS, type ListSearch, whoIsListed } from "./list-search";
import { Pager } from "./pager";
import { peopleQuery } from "./people-query";
import { PeopleTable } from "./people-table";

const NoPeople = lazy(async () => {
  const loaded = await withLaterMessages(import("./no-people"));
  return { default: loaded.NoPeople };
});
// Who has room for a table does not need the cards.
const PeopleCards = lazy(async () => ({ default: (await import("./people-cards")).PeopleCards }));
const BulkBar = lazy(async () => {
  const loaded = await withLaterMessages(import("../bulk/bulk-bar"));
  return { default: loaded.BulkBar };
});

type Props = { org: string; search: ListSearch; onInvite?: () => void };

const NO_WRITES: OwnWrite[] = [];

/** One tab's page of people, as a table or as cards, in all its states. */
export function PeopleList({ org, search, onInvite }: Props) {
  const navigate = useNavigate();
  const me = useMe(org);
  const narrow = useNarrow();
  const own = useOwnWrites(org).writes;
  // What is over never comes into another list.
  const writes = search.state ? NO_WRITES : own;
  const hasLeft = useMemo(() => leavers(writes), [writes]);
  const page = useQuery(peopleQuery(org, search, hasLeft));
  const { data, isFetching, refetch } = page;
  const actions = usePersonActions(org);
  const [bulkWanted, setBulkWanted] = useState(false);
  const people = useMemo(
    () => data && mergeRows(data.people, writes, search, data.nextCursor === null),
    [data, writes, search],
  );
  // Rows of another list must not stand under this one while it loads.
  const shown =
    me && people && !(page.isPlaceholderData && people.some((row) => !isOf(search, row))) ? people : undefined;
  const selection = useSelection(org, search, me, shown, hasLeft);

  const goTo = (changes: Partial<ListSearch>, replace: boolean) =>
    navigate({
      to: "/orgs/$org/users",
      params: { org },
      search: { ...search, cursor: "", page: 1, ...changes },
      replace,
    });
  // Own writes emptied the page: the next people take its place, or the pages before.
  const emptied = shown?.length === 0 && !page.isPlaceholderData && !data?.looking;
  const more = emptied && data?.nextCursor != null;
  useEffect(() => {
    if (more && !isFetching && !page.error) void refetch();
  }, [more, isFetching, page.error, refetch]);
  // A page that begins nowhere any more, or began for somebody else: the list itself is still there.
  const lost = search.cursor !== "" && ((emptied && !more) || (!data && isProblem(page.error, "invalid")));
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes once
  useEffect(() => {
    if (lost) void goTo({}, true);
  }, [lost]);

  if (page.error && (!data || more) && !lost) {
    return (
      <Panel className={styles.listPanel}>
        <ProblemPanel error={page.error} retry={() => refetch()} title={t`The list could not be loaded`} />
      </Panel>
    );
  }
  const Rows = narrow ? PeopleCards : PeopleTable;
  const rows = (shown?.length === 0 && data?.looking) || more || lost ? undefined : shown;
  const selected = selection?.people.length ?? 0;
  if (selected > 0 && !bulkWanted) setBulkWanted(true);
  return (
    <>
      <Panel className={styles.listPanel}>
        <Suspense fallback={<div className={styles.waiting} aria-busy="true" />}>
          {rows?.length === 0 ? (
            <NoPeople
              search={search}
              onInvite={onInvite}
              onClear={() => goTo({ ...LIST_DEFAULTS, tab: search.tab, state: search.state }, false)}
            />
          ) : (
            <Rows
              org={org}
              me={me}
              people={rows}
              search={search}
              actions={actions}
              selection={selection}
              fading={page.isPlaceholderData}
            />
          )}
        </Suspense>
        {data?.looking && <p className={styles.looking}>{t`Looking for more who match…`}</p>}
      </Panel>
      <Pager org={org} search={search} shown={rows?.length} nextCursor={data?.nextCursor ?? null} />
      <Unseen role="status">{selected > 0 && plural(selected, { one: "# selected", other: "# selected" })}</Unseen>
      {selection && bulkWanted && (
        <Suspense>
          <BulkBar
            key={whoIsListed(search)}
            org={org}
            search={search}
            selection={selection}
            hasMore={data?.nextCursor != null || search.cursor !== ""}
            hasLeft={hasLeft}
          />
        </Suspense>
      )}
      {actions.dialogs}
    </>
  );
}

/** Whether a row stands in the list that is searched. */
function isOf({ tab, state }: ListSearch, { list, invitationState = "pending" }: Person): boolean {
  return list === tab && (list !== "invited" || invitationState === (state || "pending"));
}
