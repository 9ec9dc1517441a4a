import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { maxLength, minLength, object, string, trim } from "zod/mini";
import { answer, api, writing } from "@/api/client";
import { Intention } from "@/api/intention";
import { fieldError } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { Organization } from "@/api/types";
import { CardActions, CardText, CentredPage } from "@/app/centred-page";
import { ProblemNotice, ProblemPanel } from "@/app/problem-panel";
import { TopBar } from "@/app/shell/top-bar";
import { useTitle } from "@/app/use-title";
import { Button, buttonClass } from "@/design/button";
import { RadioCards } from "@/design/choice";
import { Field, TextInput } from "@/design/field";
import { useSession } from "@/session/session";
import { SignInView } from "@/session/sign-in-view";
import styles from "./home.module.css";

type Kind = Organization["kind"];
type Values = { name: string };

/** Makes an organization; who makes it is its first organization admin. */
export function NewOrganizationPage() {
  useTitle(t`Create an organization`);
  const session = useSession();
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  const [kind, setKind] = useState<Kind>("standard");
  const form = useForm<Values>({
    defaultValues: { name: "" },
    resolver: standardSchemaResolver(
      object({
        name: string().check(
          trim(),
          minLength(1, t`Give it a name.`),
          maxLength(80, t`A name has at most 80 characters.`),
        ),
      }),
    ),
  });
  const create = useMutation({
    mutationFn: ({ name }: Values) => {
      const body = { name, kind };
      return answer(api.POST("/v1/organizations", { body, headers: writing({ key: intention.keyFor(body) }) }));
    },
    onSuccess: async ({ id }) => {
      intention.fulfilled();
      await queryClient.refetchQueries({ queryKey: sessionKey });
      void navigate({ to: "/orgs/$org/users", params: { org: id } });
    },
    onError: (error) => {
      const message = fieldError(error, "name");
      if (message) form.setError("name", { message }, { shouldFocus: true });
    },
  });
  if (session.isPending) return <TopBar />;
  if (session.error) return <ProblemPanel error={session.error} retry={() => session.refetch()} />;
  if (session.data === null) return <SignInView />;
  const nameError = form.formState.errors.name?.message;
  return (
    <>
      <TopBar />
      <CentredPage title={t`Create an organization`}>
        <CardText>{t`You will be its organization admin. It starts with one ad account.`}</CardText>
        <form className={styles.form} noValidate onSubmit={form.handleSubmit((values) => create.mutate(values))}>
          <Field label={t`Name`} error={nameError}>
            {(control) => <TextInput {...control} {...form.register("name")} autoComplete="organization" />}
          </Field>
          <RadioCards
            label={t`Kind of organization`}
            stacked
            value={kind}
            onChange={setKind}
            options={[
              {
                value: "standard",
                name: t`Standard`,
                detail: t`For a team that runs its own advertising. It can let agencies in.`,
              },
              {
                value: "agency",
                name: t`Agency`,
                detail: t`For a team that works for clients. They invite it by its Account Id.`,
              },
            ]}
          />
          {!nameError && <ProblemNotice error={create.error} />}
          <CardActions>
            <Button kind="primary" type="submit" large wide busy={create.isPending}>
              {t`Create organization`}
            </Button>
            <Link to="/" search={{ all: true }} className={buttonClass({ kind: "quiet", large: true, wide: true })}>
              {t`Cancel`}
            </Link>
          </CardActions>
        </form>
      </CentredPage>
    </>
  );
}
