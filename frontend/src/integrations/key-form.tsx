import { t } from "@lingui/core/macro";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type RefObject, useId, useState } from "react";
import { fieldError } from "@/api/problems";
import type { Catalog, Grantable } from "@/api/types";
import { dayOf } from "@/audit/days";
import { Checkbox } from "@/design/choice";
import { Field, FieldError, TextInput } from "@/design/field";
import { FormPart } from "@/design/form-parts";
import { Select } from "@/design/select";
import { Notice } from "@/design/surface";
import { fullDay } from "@/messages/dates";
import invite from "@/users/invite/invite.module.css";
import { RoleRows } from "@/users/invite/role-rows";
import { EXPIRIES, type Expiry, expiresAt } from "./expiry";
import styles from "./integrations.module.css";
import { managesUsers, SCOPE_GROUPS, type Scope, scopeDetail, scopeGroupName, scopeName } from "./scopes";
import type { KeyFormState } from "./use-key-form";

type Props = {
  org: string;
  catalog: Catalog;
  grantable: Grantable;
  form: KeyFormState;
  nameInput: RefObject<HTMLInputElement | null>;
  /** The answer of a try that failed. */
  refused: unknown;
};

/** Name, scopes, end, and roles on ad accounts of a new key. */
export function KeyForm({ org, catalog, grantable, form, nameInput, refused }: Props) {
  const { values, change, problems } = form;
  return (
    <>
      <Field
        label={t`Name`}
        hint={t`what will use it, such as “HR system”`}
        error={problems.name ?? fieldError(refused, "name")}
      >
        {(control) => (
          <TextInput
            {...control}
            ref={nameInput}
            value={values.name}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Scopes
        chosen={values.scopes}
        error={problems.scopes ?? fieldError(refused, "scopes")}
        onChange={(scopes) => change({ scopes })}
      />
      <Expires form={form} error={problems.day ?? fieldError(refused, "expires_at")} />
      <Roles org={org} catalog={catalog} grantable={grantable} form={form} />
    </>
  );
}

type ScopesProps = { chosen: Scope[]; error: string | undefined; onChange: (scopes: Scope[]) => void };

function Scopes({ chosen, error, onChange }: ScopesProps) {
  const id = useId();
  const toggle = (scope: Scope, on: boolean) =>
    onChange(on ? [...chosen, scope] : chosen.filter((other) => other !== scope));
  return (
    <FormPart title={t`What it may do`}>
      {SCOPE_GROUPS.map((group) => (
        <fieldset className={styles.scopes} key={group.id} aria-describedby={error ? id : undefined}>
          <legend className={styles.legend}>{scopeGroupName(group.id)}</legend>
          {group.scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={scopeName(scope)}
              detail={scopeDetail(scope)}
              checked={chosen.includes(scope)}
              aria-invalid={error ? true : undefined}
              onChange={(event) => toggle(scope, event.target.checked)}
            />
          ))}
        </fieldset>
      ))}
      {error && <FieldError id={id}>{error}</FieldError>}
      {chosen.includes("admins.write") && !managesUsers(chosen) && (
        <Notice tone="info">
          {t`“${scopeName("admins.write")}” does nothing by itself: choose a scope that manages users as well.`}
        </Notice>
      )}
    </FormPart>
  );
}

function Expires({ form: { values, change }, error }: { form: KeyFormState; error: string | undefined }) {
  const id = useId();
  const end = expiresAt(values.expiry, values.day);
  return (
    <FormPart title={t`Expires`}>
      <div className={styles.expires}>
        <Select
          label={t`Expires`}
          options={EXPIRIES.map((value) => ({ value, label: expiryName(value) }))}
          value={values.expiry}
          onChange={(expiry) => change({ expiry: expiry as Expiry })}
        />
        {values.expiry === "day" && (
          <TextInput
            type="date"
            aria-label={t`Last day`}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? id : undefined}
            min={dayOf(new Date())}
            value={values.day}
            onChange={(event) => change({ day: event.target.value })}
          />
        )}
        {end && !error && <span className={styles.endWords}>{t`The last day is ${fullDay(end.toISOString())}.`}</span>}
      </div>
      {error && <FieldError id={id}>{error}</FieldError>}
    </FormPart>
  );
}

function expiryName(expiry: Expiry): string {
  switch (expiry) {
    case "never":
      return t`Never`;
    case "day":
      return t`On a day of your choice`;
    default:
      return t`After ${expiry} days`;
  }
}

type RolesProps = Pick<Props, "org" | "catalog" | "grantable" | "form">;

function Roles({ org, catalog, grantable, form: { values, change } }: RolesProps) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <FormPart>
      <button type="button" className={invite.disclosure} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={16} strokeWidth={1.5} aria-hidden="true" />
        {t`Ad accounts and roles`}
        <span className={invite.partHint}>{t`optional`}</span>
      </button>
      {open && (
        <>
          <p className={styles.detail}>
            {t`For your own services, which learn from Roster what a key carries. They change nothing about what it may do here.`}
          </p>
          <RoleRows
            org={org}
            catalog={catalog}
            grantable={grantable}
            rows={values.rows}
            onChange={(rows) => change({ rows })}
            forKey
          />
        </>
      )}
    </FormPart>
  );
}
