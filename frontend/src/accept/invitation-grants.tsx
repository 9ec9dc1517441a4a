import { t } from "@lingui/core/macro";
import { adAccountRoleName, useCatalog } from "@/api/catalog";
import type { Catalog, NamedAdAccountRole, OrganizationRole } from "@/api/types";
import { Chip } from "@/design/surface";
import styles from "./accept.module.css";

type Grants = { permissions?: string[]; ad_account_roles?: NamedAdAccountRole[] };

/** What an invitation will let one do. */
export function InvitationGrants({ role, ...grants }: Grants & { role: OrganizationRole }) {
  if (role === "admin") {
    return <p className={styles.grantsText}>{t`You will be able to do everything in this organization.`}</p>;
  }
  return <GrantsInFull {...grants} />;
}

/** Every ad account with its role, and every permission; nothing where there is none. */
export function GrantsInFull({ permissions = [], ad_account_roles: roles = [] }: Grants) {
  const catalog = useCatalog();
  const lines = permissionLines(catalog, permissions);
  if (lines.length + roles.length === 0) return null;
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
      {lines.length > 0 && (
        <div>
          <dt>{t`Permissions`}</dt>
          {lines.map((line) => (
            <dd key={line}>{line}</dd>
          ))}
        </div>
      )}
    </dl>
  );
}

/** A line a group, in the order of the catalog, as the e-mail tells them; what left the catalog is inert and left out. */
function permissionLines(catalog: Catalog | undefined, held: string[]): string[] {
  return (catalog?.permission_groups ?? []).flatMap((group) => {
    const names = group.permissions.filter(({ id }) => held.includes(id)).map(({ name }) => name);
    return names.length > 0 ? [`${group.name}: ${names.join(", ")}`] : [];
  });
}
