import { plural, t } from "@lingui/core/macro";
import { Outcome, OutcomeList } from "@/design/outcome-list";
import { countWords } from "@/messages/dates";
import { personName } from "../person";
import styles from "./bulk.module.css";
import type { BulkAction } from "./bulk-rights";
import { type Run, tally } from "./run";
import { outcomeWord, reasonWords } from "./words";

/** What became of each, what did not work first. */
export function BulkResults({ action, run }: { action: BulkAction; run: Run }) {
  const { all, done, failed } = tally(run);
  const untried = all - done - failed;
  const rows = (["failed", "waiting", "done"] as const).flatMap((wanted) =>
    run.items.filter(({ state }) => state === wanted),
  );
  return (
    <div className={styles.dialog}>
      <p role="status">
        {failed + untried === 0
          ? plural(all, { one: "It is done.", other: "All # are done." })
          : t`${countWords(done)} of ${countWords(all)} are done.`}{" "}
        {failed > 0 && plural(failed, { one: "# failed.", other: "# failed." })}{" "}
        {untried > 0 && plural(untried, { one: "# was not tried.", other: "# were not tried." })}
      </p>
      <OutcomeList label={t`What became of each`}>
        {rows.map((item) => (
          <Outcome
            key={item.person.id}
            who={personName(item.person)}
            address={item.person.name && item.person.email}
            tone={item.state === "done" ? "good" : item.state === "failed" ? "danger" : "off"}
            word={outcomeWord(action, item)}
            reason={reasonWords(item)}
          />
        ))}
      </OutcomeList>
    </div>
  );
}
