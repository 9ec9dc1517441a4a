import { t } from "@lingui/core/macro";
import { adAccountRoleName, permissionName, useCatalog } from "@/api/catalog";
import type { NamedAdAccountRole, OrganizationRole } from "@/api/types";
import { Chip } from "@/design/surface";
import styles from "./accept.module.css";

type Grants = { role: OrganizationRole; permissions?: string[]; ad_account_roles?: NamedAdAccountRole[] };

/** What an invitation will let one do. */
export function InvitationGrants({ role, permissions = [], ad_account_roles: roles = [] }: Grants) {
  const catalog = useCatalog();
  if (role === "admin") {
    return <p className={styles.grantsText}>{t`You will be able to do everything in this organization.`}</p>;
  }
  if (permissions.length + roles.length === 0) return null;
  return (
    <dl className={styles.grants}>
      {roles.length > 0 && (
        <div>
          <dt>{t`Ad accounts and roles`}</dt>
          <dd className={styles.chips}>
            {roles.map(({ ad_account, name, role: held }) => (
              <Chip key={`${ad_account} ${held}`} main={name} detail={adAccountRoleName(catalog, held)} />
            ))}
          </dd>
        </div>
      )}
      {permissions.length > 0 && (
        <div>
          <dt>{t`Permissions`}</dt>
          <dd>{permissions.map((permission) => permissionName(catalog, permission)).join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
