import { t } from "@lingui/core/macro";
import { Plus, X } from "lucide-react";
import { AdAccountPicker } from "@/ad-accounts/ad-account-picker";
import { activeAdAccounts, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { rolesForPeople } from "@/api/catalog";
import type { AdAccountRole, Catalog, Grantable } from "@/api/types";
import { Button, IconButton } from "@/design/button";
import { Select } from "@/design/select";
import { mayGiveAdAccountRole } from "@/grants/grantable";
import styles from "./invite.module.css";

/** One row of the form: one role on several ad accounts. */
export type RoleRow = { key: number; adAccounts: string[]; role: string };

/** The rows as grants, each pair once. */
export function grantsOfRows(rows: RoleRow[]): AdAccountRole[] {
  const pairs = new Map<string, AdAccountRole>();
  for (const { adAccounts, role } of rows) {
    for (const ad_account of adAccounts) pairs.set(`${ad_account} ${role}`, { ad_account, role });
  }
  return [...pairs.values()];
}

/** Grants as rows, one for each role. */
export function rowsOfGrants(grants: AdAccountRole[]): RoleRow[] {
  const roles = [...new Set(grants.map(({ role }) => role))];
  return roles.map((role, at) => ({
    key: at + 1,
    adAccounts: grants.filter((held) => held.role === role).map(({ ad_account }) => ad_account),
    role,
  }));
}

type Props = {
  org: string;
  catalog: Catalog;
  grantable: Grantable;
  rows: RoleRow[];
  onChange: (rows: RoleRow[]) => void;
  /** It is for an API key, which may carry roles that people are not given. */
  forKey?: boolean;
};

/** Ad accounts and roles of an invitation. Only what the actor may give is on offer. */
export function RoleRows({ org, catalog, grantable, rows, onChange, forKey }: Props) {
  const all = activeAdAccounts(useAdAccounts(org));
  const roles = forKey ? catalog.ad_account_roles : rolesForPeople(catalog);
  const changeRow = (key: number, change: Partial<RoleRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const offered = (role: string) => all.filter(({ id }) => mayGiveAdAccountRole(grantable, id, role));
  const nextKey = Math.max(0, ...rows.map(({ key }) => key)) + 1;
  return (
    <div className={styles.rows}>
      {rows.map((row, at) => (
        <div className={styles.row} key={row.key}>
          <div className={styles.rowAccounts}>
            <AdAccountPicker
              org={org}
              label={t`Ad accounts of role ${at + 1}`}
              adAccounts={offered(row.role)}
              value={row.adAccounts}
              placeholder={t`Choose ad accounts`}
              onChange={(adAccounts) => changeRow(row.key, { adAccounts })}
            />
          </div>
          <div className={styles.rowRole}>
            <Select
              label={t`Role ${at + 1}`}
              options={roles.map(({ id, name, description }) => ({
                value: id,
                label: name,
                detail: description,
                // Who may give it nowhere is not led into an empty list.
                disabled: !grantable.all_ad_accounts && id !== row.role && offered(id).length === 0,
              }))}
              value={row.role}
              onChange={(role) => {
                const possible = new Set(offered(role).map(({ id }) => id));
                changeRow(row.key, { role, adAccounts: row.adAccounts.filter((id) => possible.has(id)) });
              }}
            />
          </div>
          <IconButton
            className={styles.rowRemove}
            label={t`Remove role ${at + 1}`}
            disabled={rows.length === 1 && row.adAccounts.length === 0}
            onClick={() =>
              onChange(rows.length === 1 ? [{ ...row, adAccounts: [] }] : rows.filter(({ key }) => key !== row.key))
            }
          >
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          kind="link"
          onClick={() => onChange([...rows, { key: nextKey, adAccounts: [], role: rows.at(-1)?.role ?? "viewer" }])}
        >
          <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
          {t`Add role`}
        </Button>
      </div>
    </div>
  );
}
