import { plural, t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { ProblemNotice } from "@/app/problem-panel";
import { BottomBar } from "@/design/bottom-bar";
import { Button, IconButton } from "@/design/button";
import { Progress } from "@/design/progress";
import { countWords } from "@/messages/dates";
import { useMe } from "@/organizations/me";
import { isDangerous } from "../actions/actions-menu";
import type { ListSearch } from "../list/list-search";
import { knownTotal } from "../list/people-query";
import { useCount } from "../list/tabs";
import type { Person } from "../person";
import styles from "./bulk.module.css";
import { BulkDialog } from "./bulk-dialog";
import { type BulkAction, bulkActions } from "./bulk-rights";
import { type Everybody, useEverybody } from "./use-everybody";
import type { SelectionOf } from "./use-selection";
import { bulkName, leftOutWords } from "./words";

type Props = {
  org: string;
  search: ListSearch;
  selection: SelectionOf;
  /** The list has more people than this page. */
  hasMore: boolean;
  hasLeft: (row: Person) => boolean;
};
type Asked = {
  action: BulkAction;
  people: Person[];
  from: HTMLElement;
  open: boolean /** Tells one time from the next. */;
  at: number;
};

/** What can be done with the selected, and the way to select everybody. Without anybody selected it is not there. */
export function BulkBar({ org, search, selection, hasMore, hasLeft }: Props) {
  const me = useMe(org);
  const everybody = useEverybody(org, search, me, selection, hasLeft);
  const [asked, setAsked] = useState<Asked>();
  const total = knownTotal(search, useCount(org)(search.tab));
  const count = selection.people.length;
  const offersAll = hasMore && selection.page === "all" && !everybody.leftOut && (total === undefined || count < total);

  // From the last selected row one comes here by Enter; Escape leads back.
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    const last = selection.people.at(-1);
    document.getElementById(`select-${last?.id}`)?.focus();
  }
  return (
    <>
      {count > 0 && (
        <BottomBar
          className={styles.bar}
          aria-label={t`Selected people`}
          data-bulk-bar=""
          onKeyDown={onKeyDown}
          notice={<ProblemNotice error={everybody.error} />}
          words={
            <div className={styles.words}>
              {everybody.reading === undefined ? (
                <p>
                  {selectedWords(count, selection, offersAll, everybody)}{" "}
                  {offersAll && (
                    <Button kind="link" onClick={everybody.select}>
                      {total === undefined ? t`Select all that match` : t`Select all ${countWords(total)}`}
                    </Button>
                  )}
                </p>
              ) : (
                <Reading everybody={everybody} total={total} />
              )}
              {everybody.leftOut && everybody.leftOut.size > 0 && (
                <p className={styles.leftOut}>{leftOutWords(everybody.leftOut)}</p>
              )}
            </div>
          }
          buttons={
            <>
              <p className={styles.hint}>{t`Enter goes to the actions`}</p>
              {bulkActions(search.tab, me).map((action) => (
                <Button
                  key={action}
                  kind={isDangerous(action) ? "dangerText" : "secondary"}
                  disabled={everybody.reading !== undefined}
                  onClick={({ currentTarget }) =>
                    setAsked({ action, people: selection.people, from: currentTarget, open: true, at: Date.now() })
                  }
                >
                  {bulkName(action)}
                </Button>
              ))}
              <IconButton label={t`Clear the selection`} onClick={() => selection.set([])}>
                <X size={16} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            </>
          }
        />
      )}
      {asked && (
        <BulkDialog
          key={asked.at}
          org={org}
          action={asked.action}
          people={asked.people}
          from={asked.from}
          open={asked.open}
          onClose={(left) => {
            setAsked({ ...asked, open: false });
            if (left) selection.set(left);
          }}
        />
      )}
    </>
  );
}

function selectedWords(count: number, { page, pageSize }: SelectionOf, offersAll: boolean, { leftOut }: Everybody) {
  if (leftOut) return plural(count, { one: "# person is selected: all there are.", other: "All # are selected." });
  if (offersAll && page === "all" && count === pageSize) {
    return plural(count, { one: "# on this page is selected.", other: "All # on this page are selected." });
  }
  return plural(count, { one: "# selected", other: "# selected" });
}

function Reading({ everybody: { reading = 0, cancel }, total }: { everybody: Everybody; total: number | undefined }) {
  const sofar = countWords(reading);
  return (
    <div className={styles.reading}>
      <p>
        {total === undefined
          ? t`Reading the list: ${sofar} so far`
          : t`Reading the list: ${sofar} of ${countWords(total)}`}
      </p>
      <Progress value={total && reading} max={total} aria-label={t`People read`} />
      <Button kind="link" onClick={cancel}>
        {t`Cancel`}
      </Button>
    </div>
  );
}
