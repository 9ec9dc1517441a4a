import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { Me } from "@/api/types";
import { Button } from "@/design/button";
import { classes } from "@/design/classes";
import { Unseen } from "@/design/unseen";
import { ActionsMenu } from "../actions/actions-menu";
import { availableActions } from "../actions/available-actions";
import type { PersonActions } from "../actions/use-person-actions";
import { type Person, personName } from "../person";
import { AdAccountsCell, MailState, NameCell, RoleName, TwoFactor } from "./cells";
import { Day } from "./day";
import type { ListSearch, SortKey } from "./list-search";
import styles from "./rows.module.css";

export type CellProps = { org: string; person: Person; me: Me | undefined; actions: PersonActions };

type Column = {
  id: string;
  head: ReactNode;
  sort?: SortKey;
  className?: string;
  /** The width of the grey bar while loading; 0 for none. */
  skeleton: number;
  Cell: (props: CellProps) => ReactNode;
};

/** The columns of a list. Without details (plain members) only who and which role. */
export function columnsFor(search: ListSearch, details: boolean): Column[] {
  const name: Column = {
    id: "name",
    head: t`Name`,
    sort: "name",
    className: styles.nameColumn,
    skeleton: 180,
    Cell: NameCell,
  };
  const role: Column = {
    id: "role",
    head: t`Organization role`,
    className: styles.roleColumn,
    skeleton: 72,
    Cell: RoleName,
  };
  if (!details) return [name, role];
  const adAccounts: Column = { id: "accounts", head: t`Ad accounts and roles`, skeleton: 160, Cell: AdAccountsCell };
  const actions: Column = { id: "actions", head: "", className: styles.actionsColumn, skeleton: 0, Cell: ActionsCell };
  return [name, role, adAccounts, ...stateColumns(search), actions];
}

function stateColumns({ tab, state, sort }: ListSearch): Column[] {
  switch (tab) {
    case "invited": {
      const mail = { id: "mail", head: t`E-mail`, className: styles.mailColumn, skeleton: 56, Cell: MailState };
      const since = { id: "invited", head: t`Invited`, className: styles.dayColumn, skeleton: 56, Cell: SinceCell };
      const ends = { id: "ends", head: t`Ends`, className: styles.endsColumn, skeleton: 48, Cell: EndsCell };
      return state ? [mail, since] : [mail, since, ends];
    }
    case "pending_approval":
      return [
        { id: "since", head: t`Accepted`, className: styles.acceptedColumn, skeleton: 56, Cell: SinceCell },
        {
          id: "approve",
          head: <Unseen>{t`Approve`}</Unseen>,
          className: styles.approveColumn,
          skeleton: 0,
          Cell: ApproveCell,
        },
      ];
    default:
      return [
        { id: "two_factor", head: t`Two-factor`, className: styles.twoFactorColumn, skeleton: 40, Cell: TwoFactor },
        {
          id: "joined",
          head: t`Joined`,
          sort: "joined",
          className: classes(styles.joinedColumn, sort.endsWith("joined") && styles.sortedColumn),
          skeleton: 64,
          Cell: SinceCell,
        },
        {
          id: "last_active",
          head: t`Last active`,
          sort: "last_active",
          className: classes(styles.lastColumn, sort.endsWith("last_active") && styles.sortedColumn),
          skeleton: 64,
          Cell: LastActiveCell,
        },
      ];
  }
}

function LastActiveCell({ person }: CellProps) {
  return <Day at={person.lastActiveOn} />;
}

function SinceCell({ person }: CellProps) {
  const inviter = person.invitedBy?.name;
  const by = inviter && (person.kind === "invitation" ? t`by ${inviter}` : t`invited by ${inviter}`);
  return (
    <span className={styles.twoLines}>
      <Day at={person.since} />
      {by && (
        <span className={styles.secondLine} title={by}>
          {by}
        </span>
      )}
    </span>
  );
}

function EndsCell({ person }: CellProps) {
  return <Day at={person.expiresAt} ahead />;
}

function ApproveCell({ person, me, actions }: CellProps) {
  if (!availableActions(person, me).includes("approve")) return null;
  return (
    <Button
      aria-label={t`Approve ${personName(person)}`}
      busy={actions.busyWith === person.id}
      onClick={(event) => actions.start("approve", person, event.currentTarget)}
    >
      {t`Approve`}
    </Button>
  );
}

/** The ⋯ of a row or a card. */
export function ActionsCell({ person, me, actions }: CellProps) {
  return <ActionsMenu person={person} actions={availableActions(person, me)} me={me} onAction={actions.start} />;
}
