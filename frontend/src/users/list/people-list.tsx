import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { EmptyState, Panel } from "@/design/surface";
import { useNarrow } from "@/design/use-narrow";
import { useMe } from "@/organizations/me";
import { usePersonActions } from "../actions/use-person-actions";
import { mergeRows } from "../own-writes";
import { useOwnWrites } from "../own-writes-store";
import styles from "./list.module.css";
import { isFiltered, type ListSearch } from "./list-search";
import { Pager } from "./pager";
import { PeopleCards } from "./people-cards";
import { peopleQuery } from "./people-query";
import { PeopleTable } from "./people-table";

type Props = { org: string; search: ListSearch; onInvite?: () => void };

/** One tab's page of people, as a table or as cards, in all its states. */
export function PeopleList({ org, search, onInvite }: Props) {
  const me = useMe(org);
  const narrow = useNarrow();
  const page = useQuery(peopleQuery(org, search));
  const { writes } = useOwnWrites(org);
  const actions = usePersonActions(org);
  const people = useMemo(
    () => page.data && mergeRows(page.data.people, writes, search, page.data.nextCursor === null),
    [page.data, writes, search],
  );

  if (page.error && !page.data) {
    return (
      <Panel className={styles.listPanel}>
        <ProblemPanel error={page.error} retry={() => page.refetch()} title={t`The list could not be loaded`} />
      </Panel>
    );
  }
  const Rows = narrow ? PeopleCards : PeopleTable;
  // Rows of another tab must not stand under this one while it loads.
  const shown =
    me && people && !(page.isPlaceholderData && people.some(({ list }) => list !== search.tab)) ? people : undefined;
  return (
    <>
      <Panel className={styles.listPanel}>
        {shown?.length === 0 ? (
          <NoPeople search={search} onInvite={onInvite} />
        ) : (
          <Rows org={org} me={me} people={shown} search={search} actions={actions} fading={page.isPlaceholderData} />
        )}
      </Panel>
      <Pager org={org} search={search} shown={shown?.length} nextCursor={page.data?.nextCursor ?? null} />
      {actions.dialogs}
    </>
  );
}

function NoPeople({ search, onInvite }: { search: ListSearch; onInvite?: () => void }) {
  if (isFiltered(search)) {
    return (
      <EmptyState title={t`Nobody matches`}>
        {t`Search finds the beginning of any word of the name or address. Try fewer letters, or clear the filters.`}
      </EmptyState>
    );
  }
  const invite = onInvite && <Button onClick={onInvite}>{t`Invite users`}</Button>;
  switch (search.tab) {
    case "invited":
      return (
        <EmptyState title={t`No open invitations`} actions={invite}>
          {t`People whom you invite are listed here until they accept.`}
        </EmptyState>
      );
    case "pending_approval":
      return (
        <EmptyState title={t`Nobody waits for approval`}>
          {t`When new people need your approval, you find them here.`}
        </EmptyState>
      );
    case "suspended":
      return <EmptyState title={t`Nobody is suspended`} />;
    case "active":
      return (
        <EmptyState title={t`Nobody here yet`} actions={invite}>
          {t`Invite the people who work with you.`}
        </EmptyState>
      );
  }
}
