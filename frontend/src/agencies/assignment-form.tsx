import { t } from "@lingui/core/macro";
import type { Catalog } from "@/api/types";
import { Button } from "@/design/button";
import { FormPart } from "@/design/form-parts";
import { PermissionEditor } from "@/grants/permission-editor";
import { AdAccountRolesEditor } from "@/users/person/ad-account-roles-editor";
import styles from "./agencies.module.css";
import { adAccountsIn, catalogInside, grantableInside, withoutNames } from "./inside-cap";
import type { Cap } from "./link-writes";
import type { Link } from "./links";

type Props = {
  link: Link;
  catalog: Catalog;
  /** What is saved. */
  base: Cap;
  /** What is wanted. */
  draft: Cap;
  onChange: (draft: Cap) => void;
};

/** What somebody may do for a client: only what the client gives is on offer. */
export function AssignmentForm({ link, catalog, base, draft, onChange }: Props) {
  const cap = { permissions: link.permissions, ad_account_roles: withoutNames(link.ad_account_roles) };
  const inside = catalogInside(cap, catalog);
  const { name } = link.other;
  const all = cap.permissions.length + cap.ad_account_roles.length;
  if (all === 0) return <p className={styles.detail}>{t`${name} gives nothing so far: there is nothing to choose.`}</p>;
  return (
    <>
      {cap.ad_account_roles.length > 0 && (
        <FormPart title={t`Ad accounts and roles`}>
          <AdAccountRolesEditor
            adAccounts={adAccountsIn(link.ad_account_roles)}
            catalog={catalog}
            grantable={grantableInside(cap, catalog)}
            base={base.ad_account_roles}
            roles={draft.ad_account_roles}
            readOnly={false}
            lostWords={(names) => t`Without a role on ${names}, access to it ends.`}
            onChange={(ad_account_roles) => onChange({ ...draft, ad_account_roles })}
          />
        </FormPart>
      )}
      {inside.permission_groups.length > 0 && (
        <FormPart title={t`Permissions`}>
          <PermissionEditor
            catalog={inside}
            held={draft.permissions}
            onChange={(permissions) => onChange({ ...draft, permissions })}
            refusal={() => undefined}
          />
        </FormPart>
      )}
      <div>
        <Button kind="link" onClick={() => onChange(cap)}>
          {t`Choose everything that ${name} gives`}
        </Button>
      </div>
    </>
  );
}
