import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useRef, useState } from "react";
import { catalogQuery } from "@/api/catalog";
import { Intention } from "@/api/intention";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import { ProblemNotice, ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Field, FieldError, TextInput } from "@/design/field";
import { FormOfParts } from "@/design/form-parts";
import { Skeleton } from "@/design/surface";
import { say } from "@/design/toasts";
import { readAccountId, shownAccountId } from "@/organizations/account-id";
import { meQuery } from "@/organizations/me";
import { grantsOfRows, type RoleRow } from "@/users/invite/role-rows";
import { accountIdProblem, refusedAccountId } from "./account-id-problem";
import styles from "./agencies.module.css";
import { CapForm } from "./cap-form";
import { catalogForAgencies } from "./inside-cap";
import { inviteAgency } from "./link-writes";
import { agenciesQuery } from "./links";

type Props = { org: string; onClose: () => void; finalFocus: RefObject<HTMLElement | null> };

/** Invites an agency by its Account Id, with the most that it may do. */
export function InviteAgencyDialog({ org, onClose, finalFocus }: Props) {
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const agencies = useQuery(agenciesQuery(org)).data;
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  const input = useRef<HTMLInputElement>(null);
  const [accountId, setAccountId] = useState("");
  const [rows, setRows] = useState<RoleRow[]>([{ key: 1, adAccounts: [], role: "viewer" }]);
  const [permissions, setPermissions] = useState<string[]>([]);
  // Sending was tried: from then on what is missing is told as one types.
  const [checking, setChecking] = useState(false);

  const cap = { permissions, ad_account_roles: grantsOfRows(rows) };
  const empty = permissions.length + cap.ad_account_roles.length === 0;
  const problem = accountIdProblem(accountId, org, agencies ?? []);
  const invite = useMutation({
    mutationFn: () => {
      const id = readAccountId(accountId) ?? "";
      return inviteAgency(org, id, cap, intention.keyFor([id, cap]));
    },
    onSuccess: ({ other }) => {
      say(t`${other.name} is invited. Its admins get an e-mail and find the invitation among their clients.`);
      onClose();
      void navigate({ to: "/orgs/$org/users", params: { org }, search: { tab: "agencies" } });
    },
    onError: (error) => {
      if (isProblem(error, "conflict")) void queryClient.invalidateQueries({ queryKey: agenciesQuery(org).queryKey });
      if (refusedAccountId(error)) input.current?.focus();
    },
  });
  const refused = refusedAccountId(invite.error);
  const changed = () => {
    if (invite.isError) invite.reset();
  };

  function send() {
    setChecking(true);
    if (problem) input.current?.focus();
    else if (!empty) invite.mutate();
  }

  const name = me.data?.organization.name ?? "";
  const error = me.error ?? catalog.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Invite an agency to ${name}`}
      initialFocus={input}
      finalFocus={finalFocus}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="primary" busy={invite.isPending} onClick={send}>
            {t`Invite agency`}
          </Button>
        </>
      }
    >
      {error ? (
        <ProblemPanel error={error} retry={() => (me.error ? me : catalog).refetch()} />
      ) : !me.data || !catalog.data ? (
        <Skeleton width="100%" height={320} />
      ) : (
        <FormOfParts
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <p className={styles.detail}>
            {t`The agency chooses who of its people works here. None of them can do more than you choose below; you can change that and end it at any time.`}
          </p>
          <Field
            label={t`Account Id of the agency`}
            className={styles.accountId}
            error={(checking && problem) || refused}
          >
            {(control) => (
              <TextInput
                {...control}
                ref={input}
                value={accountId}
                placeholder="000-000-0000"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => {
                  setAccountId(event.target.value);
                  changed();
                }}
                onBlur={() => {
                  const id = readAccountId(accountId);
                  if (id) setAccountId(shownAccountId(id));
                }}
              />
            )}
          </Field>
          <CapForm
            org={org}
            catalog={catalogForAgencies(catalog.data)}
            grantable={me.data.grantable}
            rows={rows}
            onRows={(next) => {
              setRows(next);
              changed();
            }}
            permissions={permissions}
            onPermissions={(next) => {
              setPermissions(next);
              changed();
            }}
          />
          {checking && empty && !problem && (
            <FieldError>{t`Choose an ad account with a role, or a permission.`}</FieldError>
          )}
          {!refused && <ProblemNotice error={invite.error} />}
        </FormOfParts>
      )}
    </Dialog>
  );
}
