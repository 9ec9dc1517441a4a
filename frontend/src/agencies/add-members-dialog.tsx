import { plural, t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { Catalog } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Field, FieldError } from "@/design/field";
import { focusAfter } from "@/design/focus-after";
import { FormParts } from "@/design/form-parts";
import { Notice } from "@/design/surface";
import { say } from "@/design/toasts";
import { AssignmentForm } from "./assignment-form";
import { grantableInside, keepInside, withoutNames } from "./inside-cap";
import { assign, type Cap } from "./link-writes";
import { clientsQuery, type Link } from "./links";
import { MemberPicker, type PickedMember } from "./member-picker";

type Props = {
  org: string;
  link: Link;
  catalog: Catalog;
  /** Who works for the client already, by member id. */
  assigned: string[];
  from: HTMLElement | null;
  onClose: () => void;
};

const NOTHING: Cap = { permissions: [], ad_account_roles: [] };

/** Puts members of the agency to work for a client, all with the same grants. */
export function AddMembersDialog({ org, link, catalog, assigned, from, onClose }: Props) {
  const picker = useRef<HTMLButtonElement>(null);
  const [picked, setPicked] = useState<PickedMember[]>([]);
  const [wanted, setWanted] = useState(NOTHING);
  const [checking, setChecking] = useState(false);
  const cap = { permissions: link.permissions, ad_account_roles: withoutNames(link.ad_account_roles) };
  // The client may narrow the cap while this is open.
  const draft = keepInside(grantableInside(cap, catalog), wanted);
  const empty = draft.permissions.length + draft.ad_account_roles.length === 0;
  const { name } = link.other;

  const add = useMutation({
    mutationFn: async () => {
      for (const { id } of picked) {
        await assign(org, link.other.id, id, draft);
        setPicked((left) => left.filter((other) => other.id !== id));
      }
    },
    onSuccess: () => {
      say(
        plural(picked.length, {
          one: `${picked[0]?.name ?? ""} works for ${name} now.`,
          other: `# members work for ${name} now.`,
        }),
      );
      onClose();
    },
    onError: (error) => {
      if (isProblem(error, "exceeds-own-grants", "not-found")) {
        void queryClient.invalidateQueries({ queryKey: clientsQuery(org).queryKey });
      }
    },
  });
  const narrowed = isProblem(add.error, "exceeds-own-grants");

  function send() {
    setChecking(true);
    if (picked.length === 0) picker.current?.focus();
    else if (!empty) add.mutate();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Add members who work for ${name}`}
      initialFocus={picker}
      finalFocus={() => focusAfter(from)}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="primary" busy={add.isPending} onClick={send}>
            {picked.length > 1 ? plural(picked.length, { one: "Add # member", other: "Add # members" }) : t`Add member`}
          </Button>
        </>
      }
    >
      <FormParts>
        <Field
          label={t`Members`}
          hint={t`you can choose yourself as well`}
          error={checking && picked.length === 0 && !add.isPending ? t`Choose at least one member.` : undefined}
        >
          {(control) => (
            <MemberPicker
              org={org}
              control={control}
              buttonRef={picker}
              picked={picked}
              onChange={setPicked}
              without={assigned}
            />
          )}
        </Field>
        <AssignmentForm link={link} catalog={catalog} base={NOTHING} draft={draft} onChange={setWanted} />
        {checking && empty && <FieldError>{t`Choose an ad account with a role, or a permission.`}</FieldError>}
        {narrowed ? (
          <Notice tone="danger">
            {t`${name} lets your agency do less than before. Here is what is left to choose: look through it and try again.`}
          </Notice>
        ) : (
          <ProblemNotice error={add.error} />
        )}
      </FormParts>
    </Dialog>
  );
}
