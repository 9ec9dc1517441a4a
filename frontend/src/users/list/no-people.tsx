import { t } from "@lingui/core/macro";
import { Button } from "@/design/button";
import { EmptyState } from "@/design/surface";
import { isFiltered, type ListSearch } from "./list-search";
import { pastStateName } from "./past-state";

type Props = { search: ListSearch; onInvite?: () => void; onClear: () => void };

/** A list with nobody in it: why, and what to do next. */
export function NoPeople({ search, onInvite, onClear }: Props) {
  if (isFiltered(search)) {
    const { q, role, ad_account, two_factor } = search;
    const filtered = role || ad_account || two_factor;
    return (
      <EmptyState
        title={t`Nobody matches`}
        actions={<Button onClick={onClear}>{filtered ? t`Clear search and filters` : t`Clear search`}</Button>}
      >
        {!q
          ? t`Nobody here matches all the filters. Take one away.`
          : filtered
            ? t`Search finds the beginning of any word of the name or address. Try fewer letters, or take a filter away.`
            : t`Search finds the beginning of any word of the name or address. Try fewer letters.`}
      </EmptyState>
    );
  }
  if (search.state) {
    const state = pastStateName(search.state).toLowerCase();
    return (
      <EmptyState title={t`No ${state} invitations`}>{t`Invitations that are over are kept for 90 days.`}</EmptyState>
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
      return (
        <EmptyState title={t`Nobody is suspended`}>
          {t`Whom you suspend keeps their place and their roles, and is listed here until you reactivate them.`}
        </EmptyState>
      );
    case "active":
      return (
        <EmptyState title={t`Nobody here yet`} actions={invite}>
          {t`Invite the people who work with you.`}
        </EmptyState>
      );
  }
}
