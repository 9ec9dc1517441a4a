import { t } from "@lingui/core/macro";
import { useId } from "react";
import { useAdAccounts } from "@/ad-accounts/ad-accounts";
import type { Catalog, Me } from "@/api/types";
import { SaveBar } from "@/app/save-bar";
import { Notice, Panel, Section } from "@/design/surface";
import { mayGivePermission, refusedToGuests } from "@/grants/grantable";
import { OrganizationRoleCards } from "@/grants/organization-role-cards";
import { PermissionEditor } from "@/grants/permission-editor";
import { notForGuests, notYoursToGive } from "@/grants/refusal-words";
import { may } from "@/organizations/me";
import { editAbility } from "../actions/available-actions";
import { type Person, personName } from "../person";
import { AdAccountRolesEditor } from "./ad-account-roles-editor";
import { changesSummary } from "./change-words";
import { ConflictPanel } from "./conflict-panel";
import styles from "./person.module.css";
import { useGrantsDraft } from "./use-grants-draft";

type Props = { org: string; person: Person; me: Me; catalog: Catalog };

/** Organization role, ad accounts and roles, permissions; and the save bar as soon as something differs. */
export function GrantsEditor({ org, person, me, catalog }: Props) {
  const reasonId = useId();
  const adAccounts = useAdAccounts(org);
  const draft = useGrantsDraft(org, person, catalog);
  const lock = lockReason(person, me);
  const { grants, setGrants } = draft;
  const names = { catalog, adAccounts };
  const forGuests = refusedToGuests(catalog);

  const permissionRefusal = (permission: string) => {
    // The reason for the whole record is told once, above.
    if (lock) return " ";
    if (grants.role === "guest" && forGuests.includes(permission)) return notForGuests();
    return mayGivePermission(me.grantable, permission) ? undefined : notYoursToGive();
  };
  return (
    <>
      {draft.conflict && (
        <ConflictPanel conflict={draft.conflict} names={names} onReload={draft.takeTheirs} onKeep={draft.keepMine} />
      )}
      <Panel className={styles.panel}>
        {lock && (
          <div className={styles.lock} id={reasonId}>
            <Notice tone="info">{lock}</Notice>
          </div>
        )}
        <Section title={t`Organization role`} hint={t`What this person is in ${me.organization.name} as a whole.`}>
          <OrganizationRoleCards
            catalog={catalog}
            grantable={me.grantable}
            value={grants.role}
            present={draft.base.role}
            disabled={Boolean(lock)}
            onChange={(role) => setGrants({ ...grants, role })}
          />
          {grants.role === "admin" && draft.base.role !== "admin" && !lock && (
            <p className={styles.remark}>
              {t`An organization admin may do everything, here and in every ad account. The roles and permissions below are no longer needed and are cleared.`}
            </p>
          )}
        </Section>
        {grants.role === "admin" ? (
          draft.base.role === "admin" && (
            <Section title={t`Ad accounts and permissions`}>
              <p className={styles.muted}>{t`All ad accounts and all permissions, now and later.`}</p>
            </Section>
          )
        ) : (
          <>
            <Section title={t`Ad accounts and roles`} hint={t`A person may hold several roles on one ad account.`}>
              <AdAccountRolesEditor
                org={org}
                name={personName(person)}
                catalog={catalog}
                grantable={me.grantable}
                base={draft.base.ad_account_roles}
                roles={grants.ad_account_roles}
                readOnly={Boolean(lock)}
                onChange={(ad_account_roles) => setGrants({ ...grants, ad_account_roles })}
              />
            </Section>
            <Section title={t`Permissions`} hint={t`They hold for the whole organization.`}>
              <PermissionEditor
                catalog={catalog}
                held={grants.permissions}
                onChange={(permissions) => setGrants({ ...grants, permissions })}
                refusal={permissionRefusal}
              />
            </Section>
          </>
        )}
      </Panel>
      <SaveBar
        words={changesSummary(draft.changes, names)}
        hidden={draft.conflict !== null}
        saving={draft.saving}
        error={draft.error}
        onSave={draft.save}
        onDiscard={draft.discard}
      />
    </>
  );
}

/** Why nothing of this record can be changed; undefined when it can. */
function lockReason(person: Person, me: Me): string | undefined {
  if (person.id === me.member.id) {
    return me.member.role === "admin"
      ? t`This is your own place. You are an organization admin. Ask another organization admin to change your role.`
      : t`This is your own place. Ask an account administrator to change what you may do.`;
  }
  if (!may(me, editAbility(person))) return t`You can look, not change. Ask an account administrator.`;
  if (person.role === "admin" && me.member.role !== "admin") {
    return t`Only an organization admin can change an organization admin.`;
  }
  return undefined;
}
