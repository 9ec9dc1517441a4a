import { plural, t } from "@lingui/core/macro";
import { StateDot } from "@/design/surface";
import { countWords } from "@/messages/dates";
import { personName } from "../person";
import styles from "./bulk.module.css";
import type { BulkAction } from "./bulk-rights";
import { type Item, type Run, tally } from "./run";
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and by keyboard, too */}
      <ul className={styles.results} aria-label={t`What became of each`} tabIndex={0}>
        {rows.map((item) => (
          <Row key={item.person.id} action={action} item={item} />
        ))}
      </ul>
    </div>
  );
}

function Row({ action, item }: { action: BulkAction; item: Item }) {
  const { person, state } = item;
  const reason = reasonWords(item);
  return (
    <li className={styles.result}>
      <span className={styles.resultWho}>
        <span className={styles.resultName}>{personName(person)}</span>
        {person.name && <span className={styles.resultAddress}>{person.email}</span>}
      </span>
      <StateDot tone={state === "done" ? "good" : state === "failed" ? "danger" : "off"}>
        {outcomeWord(action, item)}
      </StateDot>
      {reason && <span className={styles.reason}>{reason}</span>}
    </li>
  );
}
