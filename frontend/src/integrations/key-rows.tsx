import { t } from "@lingui/core/macro";
import { adAccountName, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { adAccountRoleName, useCatalog } from "@/api/catalog";
import type { AdAccountRole, APIKey } from "@/api/types";
import { Button } from "@/design/button";
import { classes } from "@/design/classes";
import { Chip, Skeleton, StateDot } from "@/design/surface";
import { Unseen } from "@/design/unseen";
import { useNarrow } from "@/design/use-narrow";
import { dayWords, fullDay, timeLeft } from "@/messages/dates";
import { Day } from "@/users/list/day";
import rows from "@/users/list/rows.module.css";
import { expiryState } from "./expiry";
import styles from "./integrations.module.css";
import { scopeName } from "./scopes";

type Props = {
  org: string;
  /** Undefined while they load. */
  apiKeys: APIKey[] | undefined;
  /** Missing where the actor may not revoke. */
  onRevoke?: (key: APIKey, from: HTMLElement) => void;
};

const SKELETON_ROWS = [1, 2, 3];

/** The keys: name and beginning, what they may do, last use, end, and who made them. A table, or cards where it has no room. */
export function KeyRows(props: Props) {
  return useNarrow() ? <KeyCards {...props} /> : <KeyTable {...props} />;
}

function KeyTable({ org, apiKeys, onRevoke }: Props) {
  return (
    <table className={rows.table} aria-busy={apiKeys === undefined}>
      <thead>
        <tr>
          <th scope="col" className={classes(rows.nameColumn, styles.keyColumn)}>{t`Name`}</th>
          <th scope="col">{t`What it may do`}</th>
          <th scope="col" className={rows.dayColumn}>{t`Last used`}</th>
          <th scope="col" className={styles.expiresColumn}>{t`Expires`}</th>
          <th scope="col" className={classes(rows.acceptedColumn, styles.createdColumn)}>{t`Created`}</th>
          <th scope="col" className={styles.revokeColumn}>
            <Unseen>{t`Actions`}</Unseen>
          </th>
        </tr>
      </thead>
      <tbody>
        {apiKeys === undefined
          ? SKELETON_ROWS.map((row) => (
              <tr key={row}>
                <td className={rows.nameColumn}>
                  <Skeleton width={140} />
                </td>
                <td>
                  <Skeleton width={200} />
                </td>
                <td className={rows.dayColumn}>
                  <Skeleton width={64} />
                </td>
                <td className={styles.expiresColumn}>
                  <Skeleton width={56} />
                </td>
                <td className={classes(rows.acceptedColumn, styles.createdColumn)}>
                  <Skeleton width={88} />
                </td>
                <td className={styles.revokeColumn} />
              </tr>
            ))
          : apiKeys.map((key) => (
              <tr key={key.id}>
                <th scope="row" className={rows.nameColumn}>
                  <KeyName apiKey={key} />
                </th>
                <td className={styles.mayCell}>
                  <MayDo org={org} apiKey={key} />
                </td>
                <td className={rows.dayColumn}>
                  <Day at={key.last_used_at} />
                </td>
                <td className={styles.expiresColumn}>
                  <Expires at={key.expires_at} />
                </td>
                <td className={classes(rows.acceptedColumn, styles.createdColumn)}>
                  <Created apiKey={key} />
                </td>
                <td className={styles.revokeColumn}>
                  <Revoke apiKey={key} onRevoke={onRevoke} />
                </td>
              </tr>
            ))}
      </tbody>
    </table>
  );
}

function KeyCards({ org, apiKeys, onRevoke }: Props) {
  return (
    <ul className={rows.cards} aria-busy={apiKeys === undefined}>
      {apiKeys === undefined
        ? SKELETON_ROWS.map((card) => (
            <li key={card} className={styles.card}>
              <Skeleton width={140} />
              <Skeleton width={200} />
            </li>
          ))
        : apiKeys.map((key) => (
            <li key={key.id} className={styles.card}>
              <div className={styles.cardHead}>
                <KeyName apiKey={key} />
                <Revoke apiKey={key} onRevoke={onRevoke} />
              </div>
              <MayDo org={org} apiKey={key} />
              <p className={styles.detail}>{keyLine(key)}</p>
            </li>
          ))}
    </ul>
  );
}

function KeyName({ apiKey: { name, prefix } }: { apiKey: APIKey }) {
  return (
    <span className={rows.twoLines}>
      <span className={styles.keyName}>{name}</span>
      <code className={styles.prefix}>{prefix}</code>
    </span>
  );
}

/** Every scope as a chip, since any of them may matter; of ad accounts at most two. */
function MayDo({ org, apiKey: { scopes, ad_account_roles } }: { org: string; apiKey: APIKey }) {
  return (
    <span className={rows.chips}>
      {scopes.map((scope) => (
        <Chip key={scope} main={scopeName(scope)} />
      ))}
      {ad_account_roles.length > 0 && <KeyRoles org={org} roles={ad_account_roles} />}
    </span>
  );
}

const CHIPS = 2;

function KeyRoles({ org, roles }: { org: string; roles: AdAccountRole[] }) {
  const catalog = useCatalog();
  const adAccounts = useAdAccounts(org);
  const more = roles.slice(CHIPS).map(({ ad_account, role }) => {
    return `${adAccountName(adAccounts, ad_account)}: ${adAccountRoleName(catalog, role)}`;
  });
  return (
    <>
      {roles.slice(0, CHIPS).map(({ ad_account, role }) => (
        <Chip
          key={`${ad_account} ${role}`}
          main={adAccountName(adAccounts, ad_account)}
          detail={adAccountRoleName(catalog, role)}
        />
      ))}
      {more.length > 0 && (
        <span className={rows.more} title={more.join("\n")}>
          +{more.length}
          <Unseen> {more.join(", ")}</Unseen>
        </span>
      )}
    </>
  );
}

function Expires({ at }: { at: string | null }) {
  switch (expiryState(at)) {
    case "near":
      return <StateDot tone="warning">{timeLeft(at as string)}</StateDot>;
    case "over":
      return <StateDot tone="danger">{t`Expired`}</StateDot>;
    case "far":
      return <span className={rows.muted}>{fullDay(at as string)}</span>;
    case "never":
      return <span className={rows.muted}>{t`Never`}</span>;
  }
}

/** When a key was last used and when it ends, in one line. */
export function keyLine({ last_used_at, expires_at }: APIKey): string {
  const used = last_used_at ? t`Last used ${lowered(dayWords(last_used_at))}` : t`Never used`;
  return `${used} · ${expiryWords(expires_at)}`;
}

function expiryWords(at: string | null): string {
  switch (expiryState(at)) {
    case "near":
      return t`expires ${timeLeft(at as string)}`;
    case "over":
      return t`expired`;
    case "far":
      return t`expires ${fullDay(at as string)}`;
    case "never":
      return t`does not expire`;
  }
}

function Created({ apiKey: { created_at, created_by } }: { apiKey: APIKey }) {
  const by = created_by?.name ? t`by ${created_by.name}` : undefined;
  return (
    <span className={rows.twoLines}>
      <Day at={created_at} />
      {by && (
        <span className={rows.secondLine} title={by}>
          {by}
        </span>
      )}
    </span>
  );
}

function Revoke({ apiKey, onRevoke }: { apiKey: APIKey; onRevoke: Props["onRevoke"] }) {
  if (!onRevoke) return null;
  return (
    <Button
      kind="dangerText"
      aria-label={t`Revoke ${apiKey.name}`}
      onClick={(event) => onRevoke(apiKey, event.currentTarget)}
    >
      {t`Revoke…`}
    </Button>
  );
}

/** "Today" and "Never" within a line. */
function lowered(day: string): string {
  return day.charAt(0).toLowerCase() + day.slice(1);
}
