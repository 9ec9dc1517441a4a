import { plural, t } from "@lingui/core/macro";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Catalog, Grantable } from "@/api/types";
import { mayGivePermission } from "@/grants/grantable";
import { PermissionEditor } from "@/grants/permission-editor";
import { notYoursToGive } from "@/grants/refusal-words";
import invite from "@/users/invite/invite.module.css";
import { type RoleRow, RoleRows } from "@/users/invite/role-rows";

type Props = {
  org: string;
  /** Without what no agency can be given. */
  catalog: Catalog;
  grantable: Grantable;
  rows: RoleRow[];
  onRows: (rows: RoleRow[]) => void;
  permissions: string[];
  onPermissions: (permissions: string[]) => void;
};

/** The most that an agency can be given: ad accounts with roles, and permissions. */
export function CapForm({ org, catalog, grantable, rows, onRows, permissions, onPermissions }: Props) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <div className={invite.part}>
        <h3 className={invite.partTitle}>{t`Ad accounts and roles`}</h3>
        <RoleRows org={org} catalog={catalog} grantable={grantable} rows={rows} onChange={onRows} />
      </div>
      <div className={invite.part}>
        <button type="button" className={invite.disclosure} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={16} strokeWidth={1.5} aria-hidden="true" />
          {t`Permissions`}
          <span className={invite.partHint}>
            {plural(permissions.length, { 0: "none so far", one: "# chosen", other: "# chosen" })}
          </span>
        </button>
        {open && (
          <PermissionEditor
            catalog={catalog}
            held={permissions}
            onChange={onPermissions}
            refusal={(permission) => (mayGivePermission(grantable, permission) ? undefined : notYoursToGive())}
          />
        )}
      </div>
    </>
  );
}
