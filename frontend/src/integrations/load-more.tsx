import { t } from "@lingui/core/macro";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import styles from "./integrations.module.css";

type Props = {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: () => unknown;
  };
};

/** The way on to older lines of a log; nothing when all are there. */
export function LoadMore({ list }: Props) {
  if (!list.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>{t`Load more`}</Button>
      {list.isFetchNextPageError && <ProblemNotice error={list.error} />}
    </div>
  );
}
