import { plural, t } from "@lingui/core/macro";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Catalog, Grantable } from "@/api/types";
import { FormPart } from "@/design/form-parts";
import { mayGivePermission, refusedToGuests } from "@/grants/grantable";
import { OrganizationRoleCards } from "@/grants/organization-role-cards";
import { PermissionEditor } from "@/grants/permission-editor";
import { notForGuests, notYoursToGive } from "@/grants/refusal-words";
import styles from "./invite.module.css";
import { RoleRows } from "./role-rows";
import type { GrantsFormState } from "./use-grants-form";

type Props = { org: string; catalog: Catalog; grantable: Grantable; form: GrantsFormState };

/** Organization role, ad accounts and roles, permissions. Only what the actor may give is on offer. */
export function GrantsForm({ org, catalog, grantable, form }: Props) {
  const [permissionsOpen, setPermissionsOpen] = useState(form.permissions.length > 0);
  const forGuests = refusedToGuests(catalog);
  const refusal = (permission: string) => {
    if (form.role === "guest" && forGuests.includes(permission)) return notForGuests();
    return mayGivePermission(grantable, permission) ? undefined : notYoursToGive();
  };
  const Chevron = permissionsOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <FormPart title={t`Organization role`}>
        <OrganizationRoleCards
          catalog={catalog}
          grantable={grantable}
          brief
          value={form.role}
          onChange={(role) => form.setRole(role, forGuests)}
        />
      </FormPart>
      {form.role !== "admin" && (
        <>
          <FormPart title={t`Ad accounts and roles`}>
            <RoleRows org={org} catalog={catalog} grantable={grantable} rows={form.rows} onChange={form.setRows} />
          </FormPart>
          <FormPart>
            <button
              type="button"
              className={styles.disclosure}
              aria-expanded={permissionsOpen}
              onClick={() => setPermissionsOpen(!permissionsOpen)}
            >
              <Chevron size={16} strokeWidth={1.5} aria-hidden="true" />
              {t`Permissions`}
              <span className={styles.partHint}>
                {plural(form.permissions.length, { 0: "none so far", one: "# chosen", other: "# chosen" })}
              </span>
            </button>
            {permissionsOpen && (
              <PermissionEditor
                catalog={catalog}
                held={form.permissions}
                onChange={form.setPermissions}
                refusal={refusal}
              />
            )}
          </FormPart>
        </>
      )}
    </>
  );
}
