import { plural, t } from "@lingui/core/macro";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { FormParts } from "@/design/form-parts";
import { Outcome, OutcomeList } from "@/design/outcome-list";
import { Progress } from "@/design/progress";
import { saveCsv } from "../csv-file";
import { addressProblemWords } from "./address-words";
import styles from "./invite.module.css";
import { resultsFile } from "./results-file";
import type { AddressOutcome } from "./sending";

/** How far a bulk invite is. */
export function SendingProgress({ done, all }: { done: number; all: number }) {
  return (
    <div className={styles.progress}>
      <p role="status">{t`Sent ${done} of ${all}`}</p>
      <Progress value={done} max={all} aria-label={t`Invitations sent`} />
    </div>
  );
}

/** What became of each address, what failed first. */
export function Results({ outcomes, error }: { outcomes: AddressOutcome[]; error: unknown }) {
  const failed = outcomes.filter(({ outcome }) => outcome !== "invited");
  const invited = outcomes.length - failed.length;
  const rows = [...failed, ...outcomes.filter(({ outcome }) => outcome === "invited")];
  return (
    <FormParts>
      <p role="status">
        {plural(invited, { one: "# invitation was sent.", other: "# invitations were sent." })}{" "}
        {failed.length > 0 &&
          plural(failed.length, { one: "# address was not invited.", other: "# addresses were not invited." })}
      </p>
      <ProblemNotice error={error} />
      <OutcomeList label={t`What became of each`}>
        {rows.map(({ entry, outcome, result }) => (
          <Outcome
            key={`${entry.email} ${entry.text}`}
            who={entry.email || entry.text}
            tone={outcome === "invited" ? "good" : outcome === "not_sent" ? "off" : "warning"}
            word={outcomeWords(outcome)}
            reason={outcome === "invited" ? undefined : (addressProblemWords(entry) ?? result?.detail)}
          />
        ))}
      </OutcomeList>
      <div>
        <Button kind="link" onClick={() => saveCsv("invitations.csv", resultsFile(rows, outcomeWords))}>
          {t`Download as CSV`}
        </Button>
      </div>
    </FormParts>
  );
}

/** An outcome in words that say why. */
export function outcomeWords(outcome: AddressOutcome["outcome"]): string {
  switch (outcome) {
    case "invited":
      return t`Invited`;
    case "already_member":
      return t`Is in the organization already`;
    case "already_invited":
      return t`Has an open invitation already`;
    case "invalid":
      return t`Not an address`;
    case "domain_not_allowed":
      return t`This domain is not allowed here`;
    case "over_limit":
      return t`Over the limit for now`;
    case "not_sent":
      return t`Not sent yet`;
  }
}
