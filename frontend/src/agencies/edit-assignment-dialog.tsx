import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { AgencyPerson, Catalog } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { FieldError } from "@/design/field";
import { focusAfter } from "@/design/focus-after";
import { FormParts } from "@/design/form-parts";
import { Notice } from "@/design/surface";
import { say } from "@/design/toasts";
import { AssignmentForm } from "./assignment-form";
import { GrantsInShort } from "./grants-in-short";
import { grantableInside, keepInside, withoutIncludedRoles, withoutNames } from "./inside-cap";
import { clientPeopleQuery } from "./link-records";
import { assign, type Cap } from "./link-writes";
import { clientsQuery, type Link } from "./links";

type Props = {
  org: string;
  link: Link;
  catalog: Catalog;
  /** As it stands now, also while this is open. */
  person: AgencyPerson;
  from: HTMLElement | null;
  onClose: () => void;
};

/** What one member may do for a client, inside what the client gives. */
export function EditAssignmentDialog({ org, link, catalog, person, from, onClose }: Props) {
  const { name } = person.user;
  const client = link.other;
  const base: Cap = {
    permissions: person.permissions,
    ad_account_roles: withoutNames(withoutIncludedRoles(catalog, person.ad_account_roles)),
  };
  const cap = { permissions: link.permissions, ad_account_roles: withoutNames(link.ad_account_roles) };
  const [wanted, setWanted] = useState<Cap>(base);
  // What was read before the edit: it moves on when somebody else was faster and has been shown.
  const [version, setVersion] = useState(person.version);
  // The client may narrow the cap while this is open.
  const draft = keepInside(grantableInside(cap, catalog), wanted);
  const empty = draft.permissions.length + draft.ad_account_roles.length === 0;

  const save = useMutation({
    mutationFn: () => assign(org, client.id, person.member, draft, version),
    onSuccess: () => {
      say(t`${name}: saved.`);
      onClose();
    },
    onError: async (error) => {
      if (isProblem(error, "exceeds-own-grants")) await queryClient.invalidateQueries(clientsQuery(org));
      if (!isProblem(error, "stale-version")) return;
      const people = await queryClient.fetchQuery({ ...clientPeopleQuery(org, client.id), staleTime: 0 });
      setVersion(people.find(({ member }) => member === person.member)?.version ?? version);
    },
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`What ${name} may do for ${client.name}`}
      finalFocus={() => focusAfter(from)}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="primary" busy={save.isPending} disabled={empty} onClick={() => save.mutate()}>
            {t`Save changes`}
          </Button>
        </>
      }
    >
      <FormParts>
        {isProblem(save.error, "stale-version") && (
          <Notice tone="warning">
            {t`Somebody else changed this in the meantime. They saved:`} <GrantsInShort {...person} />
            {t`What you want is below; saving again replaces theirs.`}
          </Notice>
        )}
        <AssignmentForm link={link} catalog={catalog} base={base} draft={draft} onChange={setWanted} />
        {empty && (
          <FieldError>
            {t`Choose an ad account with a role, or a permission. To end the work for ${client.name}, remove ${name} instead.`}
          </FieldError>
        )}
        {isProblem(save.error, "exceeds-own-grants") ? (
          <Notice tone="danger">
            {t`${client.name} lets your agency do less than before. Here is what is left to choose: look through it and try again.`}
          </Notice>
        ) : (
          !isProblem(save.error, "stale-version") && <ProblemNotice error={save.error} />
        )}
      </FormParts>
    </Dialog>
  );
}
