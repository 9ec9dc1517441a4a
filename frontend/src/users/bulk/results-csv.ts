import { t } from "@lingui/core/macro";
import { requestIdOf } from "@/api/problems";
import { csvText } from "../csv-file";
import type { BulkAction } from "./bulk-rights";
import type { Item } from "./run";
import { outcomeWord, reasonWords } from "./words";

/** What became of each, as CSV. */
export function resultsCsv(action: BulkAction, items: readonly Item[]): string {
  const rows = items.map((item) => [
    item.person.name,
    item.person.email,
    outcomeWord(action, item),
    reasonWords(item),
    requestIdOf(item.failure?.error) ?? "",
  ]);
  return csvText([[t`Name`, t`E-mail`, t`Outcome`, t`Reason`, t`Request id`], ...rows]);
}
