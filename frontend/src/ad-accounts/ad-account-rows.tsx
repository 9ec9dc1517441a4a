import { t } from "@lingui/core/macro";
import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import type { AdAccount } from "@/api/types";
import { IconButton } from "@/design/button";
import { Menu, MenuItem, MenuSeparator } from "@/design/menu";
import { Skeleton, StateDot } from "@/design/surface";
import { fullDay } from "@/messages/dates";
import styles from "./ad-accounts.module.css";

type Act = (adAccount: AdAccount, from: HTMLElement | null) => void;
type RowsProps = {
  /** Undefined while they load. */
  adAccounts: AdAccount[] | undefined;
  manage: boolean;
  onEdit: Act;
  onArchive: Act;
  onRestore: Act;
};

const SKELETON_ROWS = [1, 2, 3, 4, 5];

/** The ad accounts as lines: name and external id, state, since when, ⋯. */
export function AdAccountRows({ adAccounts, manage, ...acts }: RowsProps) {
  if (!adAccounts) {
    return (
      <ul aria-busy="true">
        {SKELETON_ROWS.map((row) => (
          <li key={row} className={styles.row}>
            <Skeleton width={160} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul>
      {adAccounts.map((adAccount) => (
        <li key={adAccount.id} className={styles.row}>
          <span className={styles.words}>
            <span className={styles.name}>{adAccount.name}</span>
            {adAccount.external_id && <span className={styles.externalId}>{adAccount.external_id}</span>}
          </span>
          <span className={styles.state}>
            {adAccount.state === "active" ? (
              <StateDot tone="good">{t`Active`}</StateDot>
            ) : (
              <StateDot tone="off">{t`Archived`}</StateDot>
            )}
          </span>
          <span className={styles.since}>{t`since ${fullDay(adAccount.created_at)}`}</span>
          {manage && <RowMenu adAccount={adAccount} {...acts} />}
        </li>
      ))}
    </ul>
  );
}

type MenuProps = { adAccount: AdAccount; onEdit: Act; onArchive: Act; onRestore: Act };

function RowMenu({ adAccount, onEdit, onArchive, onRestore }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Menu
      align="end"
      trigger={
        <IconButton ref={button} label={t`Actions for ${adAccount.name}`}>
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onEdit(adAccount, button.current)}>{t`Edit name and external id`}</MenuItem>
      <MenuSeparator />
      {adAccount.state === "active" ? (
        <MenuItem dangerous onSelect={() => onArchive(adAccount, button.current)}>
          {t`Archive…`}
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => onRestore(adAccount, button.current)}>{t`Restore`}</MenuItem>
      )}
    </Menu>
  );
}
