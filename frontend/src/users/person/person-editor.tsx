import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { RefObject } from "react";
import { useAdAccounts } from "@/ad-accounts/ad-accounts";
import type { Catalog, Me } from "@/api/types";
import { SaveBar } from "@/app/save-bar";
import { Notice, Panel, Section } from "@/design/surface";
import { mayGivePermission, refusedToGuests } from "@/grants/grantable";
import { OrganizationRoleCards } from "@/grants/organization-role-cards";
import { PermissionEditor } from "@/grants/permission-editor";
import { notForGuests, notYoursToGive } from "@/grants/refusal-words";
import { memberStateWords } from "@/organizations/state-words";
import { isOver, type Person, personName } from "../person";
import { AdAccountRolesEditor } from "./ad-account-roles-editor";
import { changesSummary, changeWords } from "./change-words";
import { ConflictPanel } from "./conflict-panel";
import { InvitationFields } from "./invitation-fields";
import { lockReason, withheldReason } from "./lock-reason";
import styles from "./person.module.css";
import { type Conflict, useDraft } from "./use-draft";

type Props = {
  org: string;
  person: Person;
  me: Me;
  catalog: Catalog;
  addressRef: RefObject<HTMLInputElement | null>;
};

/**
 * Of an invitation whom it goes to and what it says; organization role, ad accounts and roles, permissions; and the save
 * bar as soon as something differs.
 */
export function PersonEditor({ org, person, me, catalog, addressRef }: Props) {
  const adAccounts = useAdAccounts(org);
  const edit = useDraft(org, person, catalog);
  const lock = lockReason(person, me);
  const locked = Boolean(lock) || isOver(person);
  const withheld = locked ? undefined : withheldReason(person, me);
  const { draft, base, setDraft } = edit;
  const names = { catalog, adAccounts };
  const forGuests = refusedToGuests(catalog);
  const name = personName(person);

  const permissionRefusal = (permission: string) => {
    // The reason for the whole record is told once, above.
    if (locked) return " ";
    if (draft.role === "guest" && forGuests.includes(permission)) return notForGuests();
    return mayGivePermission(me.grantable, permission) ? undefined : notYoursToGive();
  };
  return (
    <>
      {edit.conflict && (
        <ConflictPanel
          theirs={[
            ...newState(edit.conflict),
            ...edit.conflict.theirChanges.map((change) => changeWords(change, names)),
          ]}
          mine={edit.conflict.myChanges.map((change) => changeWords(change, names))}
          onReload={edit.takeTheirs}
          onKeep={edit.keepMine}
        />
      )}
      <Panel className={styles.panel}>
        {(lock || withheld) && (
          <div className={styles.lock}>
            <Notice tone="info">{lock ?? withheld}</Notice>
          </div>
        )}
        {person.kind === "invitation" && (
          <InvitationFields
            person={person}
            draft={draft}
            problems={edit.problems}
            tries={edit.tries}
            readOnly={locked}
            // Another address gives somebody else all of it.
            addressLocked={Boolean(withheld)}
            addressRef={addressRef}
            onChange={setDraft}
          />
        )}
        <Section title={t`Organization role`} hint={t`What this person is in ${me.organization.name} as a whole.`}>
          <OrganizationRoleCards
            catalog={catalog}
            grantable={me.grantable}
            value={draft.role}
            present={base.role}
            disabled={locked}
            onChange={(role) => setDraft({ role })}
          />
          {draft.role === "admin" && base.role !== "admin" && !locked && (
            <p className={styles.remark}>
              {t`An organization admin may do everything, here and in every ad account. The roles and permissions below are no longer needed and are cleared.`}
            </p>
          )}
        </Section>
        {draft.role === "admin" ? (
          base.role === "admin" && (
            <Section title={t`Ad accounts and permissions`}>
              <p className={styles.muted}>{t`All ad accounts and all permissions, now and later.`}</p>
            </Section>
          )
        ) : (
          <>
            <Section title={t`Ad accounts and roles`} hint={t`A person may hold several roles on one ad account.`}>
              <AdAccountRolesEditor
                org={org}
                adAccounts={adAccounts}
                catalog={catalog}
                grantable={me.grantable}
                base={base.ad_account_roles}
                roles={draft.ad_account_roles}
                readOnly={locked}
                lostWords={(names) => (
                  <Trans>
                    Without a role on <strong>{names}</strong>, {name} loses access to it and stays in the organization.
                  </Trans>
                )}
                onChange={(ad_account_roles) => setDraft({ ad_account_roles })}
              />
            </Section>
            <Section title={t`Permissions`} hint={t`They hold for the whole organization.`}>
              <PermissionEditor
                catalog={catalog}
                held={draft.permissions}
                onChange={(permissions) => setDraft({ permissions })}
                refusal={permissionRefusal}
              />
            </Section>
          </>
        )}
      </Panel>
      <SaveBar
        words={changesSummary(edit.changes, names)}
        hidden={edit.conflict !== null}
        saving={edit.saving}
        error={edit.error}
        onSave={edit.save}
        onDiscard={edit.discard}
      />
    </>
  );
}

/** Suspending, reactivating and approving move the version as well. */
function newState({ before, theirs }: Conflict): string[] {
  return theirs.list === before.list || theirs.list === "invited" ? [] : [memberStateWords(theirs.list)];
}
