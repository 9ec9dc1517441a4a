import { plural, t } from "@lingui/core/macro";
import { adAccountRoleName, useCatalog } from "@/api/catalog";
import type { NamedAdAccountRole } from "@/api/types";
import { classes } from "@/design/classes";
import { Chip } from "@/design/surface";
import styles from "./agencies.module.css";
import { withoutIncludedRoles } from "./inside-cap";

type Grants = { permissions: string[]; ad_account_roles: NamedAdAccountRole[] };

const CHIPS = 2;

/** What a link or one of its people covers: at most two ad accounts as chips, how many more, and how many permissions. */
export function GrantsInShort({ permissions, ad_account_roles, className }: Grants & { className?: string }) {
  const catalog = useCatalog();
  const roles = withoutIncludedRoles(catalog, ad_account_roles);
  const more = roles.length - CHIPS;
  return (
    <span className={classes(styles.short, className)}>
      {roles.slice(0, CHIPS).map(({ ad_account, name, role }) => (
        <Chip key={`${ad_account} ${role}`} main={name} detail={adAccountRoleName(catalog, role)} />
      ))}
      {more > 0 && (
        <span className={styles.more} title={t`${more} more`}>
          +{more}
        </span>
      )}
      {(permissions.length > 0 || roles.length === 0) && (
        <span className={styles.more}>{permissionsInShort({ permissions, ad_account_roles: roles })}</span>
      )}
    </span>
  );
}

/** The same in one line: "EU Brand, US Retail +1 · 3 permissions". */
export function grantsLine(grants: Grants): string {
  const names = [...new Set(grants.ad_account_roles.map(({ name }) => name))];
  const more = names.length - CHIPS;
  const adAccounts = names.slice(0, CHIPS).join(", ") + (more > 0 ? ` +${more}` : "");
  const permissions = grants.permissions.length > 0 || names.length === 0 ? permissionsInShort(grants) : "";
  return [adAccounts, permissions].filter(Boolean).join(" · ");
}

function permissionsInShort({ permissions, ad_account_roles: roles }: Grants): string {
  if (permissions.length + roles.length === 0) return t`Nothing`;
  return plural(permissions.length, { one: "# permission", other: "# permissions" });
}
