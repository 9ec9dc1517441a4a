import { t } from "@lingui/core/macro";
import type { RefObject } from "react";
import type { Catalog, Me } from "@/api/types";
import { FormParts } from "@/design/form-parts";
import { AddressField } from "./address-field";
import { GrantsForm } from "./grants-form";
import { MessageField } from "./message-field";
import type { InviteFormState } from "./use-invite-form";

type Props = {
  org: string;
  catalog: Catalog;
  me: Me;
  form: InviteFormState;
  addressesRef: RefObject<HTMLInputElement | null>;
  /** Opens the import with a file or with words that were pasted. */
  onImport: (name: string, content: Blob) => void;
};

/** Whom to invite, as what, with which grants, and what to tell them. */
export function InviteForm({ org, catalog, me, form, addressesRef, onImport }: Props) {
  return (
    <FormParts>
      <AddressField
        entries={form.entries}
        onChange={form.setEntries}
        onImport={onImport}
        error={form.addressMissing ? t`Add at least one complete address.` : undefined}
        inputRef={addressesRef}
      />
      <GrantsForm org={org} catalog={catalog} grantable={me.grantable} form={form} />
      <MessageField value={form.message} onChange={form.setMessage} />
    </FormParts>
  );
}
