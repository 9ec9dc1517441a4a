import { t } from "@lingui/core/macro";
import { Undo2, X } from "lucide-react";
import { adAccountName } from "@/ad-accounts/ad-accounts";
import { adAccountRoleName, organizationRoleName, permissionName } from "@/api/catalog";
import { EmptyState } from "@/design/surface";
import type { CheckedRow, Entry } from "./check";
import type { Known } from "./directory";
import { LineTable } from "./line-table";
import styles from "./rows.module.css";
import type { Draft } from "./use-draft";
import { RowButton, Who } from "./views";

/** The rows that will be sent, with what each person gets. */
export function ReadyRows({ known, draft }: { known: Known; draft: Draft }) {
  return (
    <LineTable
      label={t`rows that are ready`}
      rows={draft.good}
      keyOf={({ raw, entry }) => `${raw.line} ${entry.email}`}
      lineOf={({ raw }) => raw.line}
      empty={<EmptyState title={t`No row is ready`}>{t`Correct the rows with problems first.`}</EmptyState>}
      columns={[
        {
          id: "who",
          head: t`Person`,
          className: styles.whoColumn,
          cell: ({ entry }) => (
            <>
              <Who name={entry.name} email={entry.email} />
              <span className={styles.folded}>
                {[organizationRoleName(known.catalog, entry.role), grantsWords(known, entry)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </>
          ),
        },
        {
          id: "role",
          head: t`Organization role`,
          className: styles.roleColumn,
          cell: ({ entry }) => organizationRoleName(known.catalog, entry.role),
        },
        {
          id: "grants",
          head: t`Ad accounts and permissions`,
          className: styles.grantsColumn,
          cell: ({ entry }) => <span className={styles.grants}>{grantsWords(known, entry)}</span>,
        },
        {
          id: "actions",
          head: t`Actions`,
          className: styles.actionsColumn,
          cell: ({ raw }: CheckedRow) => (
            <div className={styles.rowActions}>
              <RowButton
                icon={X}
                words={t`Leave out`}
                label={t`Leave out line ${raw.line}`}
                onClick={() => draft.leave(raw)}
              />
            </div>
          ),
        },
      ]}
    />
  );
}

/** Everything an entry gives, in one line. */
function grantsWords({ catalog, adAccounts }: Known, { role, permissions, ad_account_roles }: Entry): string {
  if (role === "admin") return t`Everything`;
  const roles = ad_account_roles.map(
    ({ ad_account, role: id }) => `${adAccountName(adAccounts, ad_account)} (${adAccountRoleName(catalog, id)})`,
  );
  return (
    [...roles, ...permissions.map((permission) => permissionName(catalog, permission))].join(", ") || t`Nothing yet`
  );
}

/** The rows that were taken out by hand. */
export function LeftOutRows({ draft }: { draft: Draft }) {
  return (
    <LineTable
      label={t`rows that were left out`}
      rows={draft.leftOut}
      keyOf={({ line, cells }) => `${line} ${cells.email}`}
      lineOf={({ line }) => line}
      empty={<EmptyState title={t`No row was left out`} />}
      columns={[
        { id: "who", head: t`Person`, cell: ({ cells }) => <Who name={cells.name} email={cells.email} /> },
        {
          id: "actions",
          head: t`Actions`,
          className: styles.actionsColumn,
          cell: (row) => (
            <div className={styles.rowActions}>
              <RowButton
                icon={Undo2}
                words={t`Bring back`}
                label={t`Bring back line ${row.line}`}
                onClick={() => draft.bringBack(row)}
              />
            </div>
          ),
        },
      ]}
    />
  );
}
