import { t } from "@lingui/core/macro";
import { useMemo, useState } from "react";
import { EmptyState, StateDot } from "@/design/surface";
import type { Job, Outcome } from "./job";
import { LineTable } from "./line-table";
import styles from "./rows.module.css";
import { Views, Who } from "./views";
import { outcomeWords } from "./words";

type Kind = Outcome["outcome"] | "waiting";
type Result = { at: number; line: number; name?: string; email: string; kind: Kind; detail?: string };

/** Failures first, as everywhere. */
const ORDER: Kind[] = [
  "refused",
  "over_limit",
  "invalid",
  "domain_not_allowed",
  "already_invited",
  "already_member",
  "left_out",
  "waiting",
  "invited",
];

/** What became of each row, by outcome. */
export function Outcomes({ job }: { job: Job }) {
  const [wanted, setWanted] = useState<Kind | "all">("all");
  const results = useMemo(() => resultsOf(job), [job]);
  const counts = new Map<Kind, number>();
  for (const { kind } of results) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = ORDER.flatMap((id) => {
    const count = counts.get(id);
    return count ? [{ id, name: outcomeWords(id), count }] : [];
  });
  // The last row of an outcome may have gone meanwhile.
  const view = wanted !== "all" && !counts.has(wanted) ? "all" : wanted;
  return (
    <>
      <Views
        label={t`Outcomes`}
        value={view}
        onChange={setWanted}
        views={[{ id: "all" as Kind | "all", name: t`All`, count: results.length }, ...kinds]}
      />
      <LineTable
        key={view}
        label={t`outcomes`}
        rows={view === "all" ? results : results.filter(({ kind }) => kind === view)}
        keyOf={({ at }) => at}
        lineOf={({ line }) => line}
        empty={<EmptyState title={t`Nothing was sent yet`} />}
        columns={[
          {
            id: "who",
            head: t`Person`,
            className: styles.whoColumn,
            cell: (row) => (
              <>
                <Who name={row.name} email={row.email} />
                <div className={styles.folded}>
                  <OutcomeWords row={row} />
                </div>
              </>
            ),
          },
          {
            id: "outcome",
            head: t`Outcome`,
            className: styles.outcomeColumn,
            cell: (row) => <OutcomeWords row={row} />,
          },
        ]}
      />
    </>
  );
}

function OutcomeWords({ row: { kind, detail } }: { row: Result }) {
  return (
    <div className={styles.outcome}>
      <StateDot tone={toneOf(kind)}>{outcomeWords(kind)}</StateDot>
      {detail && <span className={styles.muted}>{detail}</span>}
    </div>
  );
}

function resultsOf({ rows, outcomes }: Job): Result[] {
  const results = rows.map(({ line, entry }, at): Result => {
    const outcome = outcomes[at];
    return {
      at,
      line,
      name: entry.name,
      email: entry.email,
      kind: outcome?.outcome ?? "waiting",
      detail: outcome?.detail,
    };
  });
  return results.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.at - other.at);
}

function toneOf(kind: Kind): "good" | "warning" | "danger" | "muted" | "off" {
  switch (kind) {
    case "invited":
      return "good";
    case "waiting":
      return "off";
    case "already_invited":
    case "already_member":
    case "left_out":
      return "muted";
    case "refused":
    case "invalid":
      return "danger";
    default:
      return "warning";
  }
}
