import { plural, t } from "@lingui/core/macro";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type RefObject, useState } from "react";
import type { Catalog, Me } from "@/api/types";
import { Field, TextArea } from "@/design/field";
import { mayGivePermission, refusedToGuests } from "@/grants/grantable";
import { OrganizationRoleCards } from "@/grants/organization-role-cards";
import { PermissionEditor } from "@/grants/permission-editor";
import { notForGuests, notYoursToGive } from "@/grants/refusal-words";
import { countWords } from "@/messages/dates";
import { AddressField } from "./address-field";
import styles from "./invite.module.css";
import { RoleRows } from "./role-rows";
import type { InviteFormState } from "./use-invite-form";

const MAX_MESSAGE = 2000;

type Props = {
  org: string;
  catalog: Catalog;
  me: Me;
  form: InviteFormState;
  addressesRef: RefObject<HTMLInputElement | null>;
};

/** Whom to invite, as what, with which grants, and what to tell them. */
export function InviteForm({ org, catalog, me, form, addressesRef }: Props) {
  const [permissionsOpen, setPermissionsOpen] = useState(form.permissions.length > 0);
  const { grantable } = me;
  const forGuests = refusedToGuests(catalog);
  const refusal = (permission: string) => {
    if (form.role === "guest" && forGuests.includes(permission)) return notForGuests();
    return mayGivePermission(grantable, permission) ? undefined : notYoursToGive();
  };
  const Chevron = permissionsOpen ? ChevronDown : ChevronRight;
  return (
    <div className={styles.form}>
      <AddressField
        entries={form.entries}
        onChange={form.setEntries}
        error={form.addressMissing ? t`Add at least one complete address.` : undefined}
        inputRef={addressesRef}
      />
      <div className={styles.part}>
        <h3 className={styles.partTitle}>{t`Organization role`}</h3>
        <OrganizationRoleCards
          catalog={catalog}
          grantable={grantable}
          brief
          value={form.role}
          onChange={(role) => form.setRole(role, forGuests)}
        />
      </div>
      {form.role !== "admin" && (
        <>
          <div className={styles.part}>
            <h3 className={styles.partTitle}>{t`Ad accounts and roles`}</h3>
            <RoleRows org={org} catalog={catalog} grantable={grantable} rows={form.rows} onChange={form.setRows} />
          </div>
          <div className={styles.part}>
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
          </div>
        </>
      )}
      <Field label={t`Message`} hint={t`optional`}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={MAX_MESSAGE}
            placeholder={t`Shown in the e-mail as plain text`}
            value={form.message}
            onChange={(event) => form.setMessage(event.target.value)}
          />
        )}
      </Field>
      {form.message.length > MAX_MESSAGE * 0.8 && (
        <p className={styles.counter} role="status">
          {t`${countWords(MAX_MESSAGE - form.message.length)} characters left`}
        </p>
      )}
    </div>
  );
}
