import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { AdAccountPicker } from "@/ad-accounts/ad-account-picker";
import { activeAdAccounts, adAccountName, type NamedAdAccount } from "@/ad-accounts/ad-accounts";
import { rolesForPeople } from "@/api/catalog";
import type { AdAccountRole, Catalog, Grantable } from "@/api/types";
import { Notice } from "@/design/surface";
import { mayGiveAdAccountRole } from "@/grants/grantable";
import { AdAccountRow } from "./ad-account-row";
import styles from "./person.module.css";

type Props = {
  /** Those that roles can be given on, and those that they are held on; undefined while they load. */
  adAccounts: NamedAdAccount[] | undefined;
  /** The organization in which an ad account can be made in place. */
  org?: string;
  catalog: Catalog;
  grantable: Grantable;
  /** What is saved. */
  base: AdAccountRole[];
  /** What is wanted. */
  roles: AdAccountRole[];
  readOnly: boolean;
  /** What it means that no role is left on the ad accounts of these names. */
  lostWords: (names: string) => ReactNode;
  onChange: (roles: AdAccountRole[]) => void;
};

/** One line for each ad account with its roles; removed ones stay, struck through, until saved. */
export function AdAccountRolesEditor(props: Props) {
  const { adAccounts, org, catalog, grantable, base, roles, readOnly, lostWords, onChange } = props;
  const shown = [...new Set([...base, ...roles].map(({ ad_account }) => ad_account))];
  const lost = shown.filter((id) => !roles.some(({ ad_account }) => ad_account === id));
  const lowest = rolesForPeople(catalog).at(-1)?.id ?? "viewer";
  // A newly added ad account starts with the least of the roles that the actor may give there.
  const firstRole = (adAccount: string) =>
    [lowest, ...rolesForPeople(catalog).map(({ id }) => id)].find((role) =>
      mayGiveAdAccountRole(grantable, adAccount, role),
    );
  const addable = activeAdAccounts(adAccounts).filter(({ id }) => !shown.includes(id) && firstRole(id));

  return (
    <div className={styles.adAccounts}>
      {shown.length === 0 && <p className={styles.muted}>{t`No ad account yet.`}</p>}
      {shown.length > 0 && (
        <ul className={styles.adAccountList}>
          {shown.map((id) => (
            <AdAccountRow
              key={id}
              id={id}
              name={adAccountName(adAccounts, id)}
              archived={adAccounts?.find((adAccount) => adAccount.id === id)?.state === "archived"}
              catalog={catalog}
              grantable={grantable}
              base={base.filter(({ ad_account }) => ad_account === id).map(({ role }) => role)}
              roles={roles.filter(({ ad_account }) => ad_account === id).map(({ role }) => role)}
              readOnly={readOnly}
              onAdd={(role) => onChange([...roles, { ad_account: id, role }])}
              onRemove={(role) => onChange(roles.filter((held) => held.ad_account !== id || held.role !== role))}
            />
          ))}
        </ul>
      )}
      {lost.length > 0 && (
        <Notice tone="warning">{lostWords(lost.map((id) => adAccountName(adAccounts, id)).join(", "))}</Notice>
      )}
      {!readOnly && (addable.length > 0 || grantable.all_ad_accounts) && (
        <div>
          <AdAccountPicker
            org={org}
            label={t`Add ad account`}
            adAccounts={addable}
            value={[]}
            placeholder=""
            onChange={(ids) =>
              onChange([...roles, ...ids.map((id) => ({ ad_account: id, role: firstRole(id) ?? lowest }))])
            }
            trigger={
              <>
                <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
                {t`Add ad account`}
              </>
            }
          />
        </div>
      )}
    </div>
  );
}
