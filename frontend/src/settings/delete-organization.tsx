import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useRef, useState } from "react";
import { answer, api } from "@/api/client";
import { fieldError } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { Organization, Session } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Field, TextInput } from "@/design/field";
import { Panel, Section } from "@/design/surface";
import { say } from "@/design/toasts";
import styles from "./settings.module.css";

/** What ends the organization, apart from everything that only changes it. */
export function DeleteOrganization({ organization }: { organization: Organization }) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <Panel className={styles.danger}>
      <Section title={t`Delete the organization`}>
        <div className={styles.dangerLine}>
          <p className={styles.dangerWords}>
            {t`Everybody loses access with the next request, and open invitations stop working. It can be restored for 30 days, and only by whoever runs this service.`}
          </p>
          <Button ref={opener} kind="dangerText" onClick={() => setAsking(true)}>
            {t`Delete organization…`}
          </Button>
        </div>
      </Section>
      {asking && <DeleteDialog organization={organization} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

/** Asks for the name, deletes, and goes home. */
function DeleteDialog({ organization: { id, name }, onClose }: { organization: Organization; onClose: () => void }) {
  const navigate = useNavigate();
  const formId = useId();
  const [typed, setTyped] = useState("");
  const [missed, setMissed] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const remove = useMutation({
    mutationFn: () =>
      answer(api.DELETE("/v1/organizations/{org}", { params: { path: { org: id }, query: { name: typed } } })),
    onSuccess: async () => {
      // First away from its pages: they would say that they are not there. What was changed there is gone with them.
      await navigate({ to: "/", search: { all: true }, ignoreBlocker: true });
      queryClient.setQueryData<Session | null>(
        sessionKey,
        (old) => old && { ...old, organizations: old.organizations.filter((other) => other.id !== id) },
      );
      queryClient.removeQueries({ queryKey: ["organization", id] });
      say(t`${name} is deleted.`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissed(typed !== name);
    if (typed === name) remove.mutate();
    else input.current?.focus();
  };
  const renamed = fieldError(remove.error, "name") && t`The organization has another name by now. Reload the page.`;
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t`Delete ${name}?`}
      initialFocus={input}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="danger" type="submit" form={formId} busy={remove.isPending}>
            {t`Delete organization`}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.deleteForm} noValidate onSubmit={submit}>
        <p>
          <Trans>
            <strong>{name}</strong> goes with its people, invitations and ad accounts: everybody loses access at once,
            you included. Logins stay, and so does everything in other organizations.
          </Trans>
        </p>
        <Field
          label={t`Type the name to confirm`}
          hint={name}
          error={renamed || (missed && t`Type the name exactly as it is shown: ${name}`) || undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={input}
              value={typed}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => {
                setTyped(event.target.value);
                setMissed(false);
              }}
            />
          )}
        </Field>
        {!renamed && <ProblemNotice error={remove.error} />}
      </form>
    </Dialog>
  );
}
