import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { plural, t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { answer, api, writing } from "@/api/client";
import { fieldError, isProblem } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { Organization } from "@/api/types";
import { SaveBar } from "@/app/save-bar";
import { Button } from "@/design/button";
import { Checkbox } from "@/design/choice";
import { Field, TextInput } from "@/design/field";
import { Notice, Panel, Section } from "@/design/surface";
import { say } from "@/design/toasts";
import { meQuery } from "@/organizations/me";
import { organizationQuery } from "@/organizations/organization-query";
import { DomainField } from "./domain-field";
import { RequireTwoFactor } from "./require-two-factor";
import styles from "./settings.module.css";
import { changedSettings, onTopOf, patchFor, type SettingsValues, settingsSchema, valuesOf } from "./settings-values";

type Props = { org: string; organization: Organization };

/** The settings as a form, saved together on the version that was read. */
export function SettingsForm({ org, organization }: Props) {
  const [read, setRead] = useState(organization);
  const [theirs, setTheirs] = useState<Organization | null>(null);
  const form = useForm<SettingsValues>({
    defaultValues: valuesOf(read),
    resolver: standardSchemaResolver(settingsSchema()),
  });
  const values = form.watch();
  const changed = changedSettings(read, values);
  const save = useMutation({
    mutationFn: (wanted: SettingsValues) =>
      answer(
        api.PATCH("/v1/organizations/{org}", {
          params: { path: { org } },
          headers: writing({ version: read.version }),
          body: patchFor(read, wanted),
        }),
      ),
    onSuccess: (after) => {
      queryClient.setQueryData(organizationQuery(org).queryKey, after);
      void queryClient.invalidateQueries({ queryKey: sessionKey });
      void queryClient.invalidateQueries({ queryKey: meQuery(org).queryKey });
      setRead(after);
      form.reset(valuesOf(after));
      say(t`The settings are saved.`);
    },
    onError: async (error) => {
      if (isProblem(error, "stale-version")) {
        setTheirs(await queryClient.fetchQuery({ ...organizationQuery(org), staleTime: 0 }));
      }
      for (const field of ["name", "invitation_days", "allowed_domains", "require_two_factor"] as const) {
        const message = fieldError(error, field);
        if (message) form.setError(field, { message }, { shouldFocus: true });
      }
    },
  });
  const goOn = (fresh: Organization, next: SettingsValues) => {
    save.reset();
    setTheirs(null);
    setRead(fresh);
    form.reset(next);
  };
  const { errors } = form.formState;
  const count = changed.length;
  return (
    <form noValidate onSubmit={form.handleSubmit((wanted) => save.mutate(wanted))}>
      {theirs && (
        <div className={styles.stale}>
          <Notice tone="warning">
            {t`Somebody else changed this in the meantime: ${changedSettings(read, valuesOf(theirs)).join(", ")}. Nothing of yours is saved yet: ${changed.join(", ")}.`}
            <div className={styles.staleButtons}>
              <Button onClick={() => goOn(theirs, valuesOf(theirs))}>{t`Use theirs`}</Button>
              <Button
                onClick={() => goOn(theirs, onTopOf(theirs, read, values))}
              >{t`Keep mine on top of theirs`}</Button>
            </div>
          </Notice>
        </div>
      )}
      <Panel className={styles.panel}>
        <Section title={t`Organization`}>
          <Field
            label={t`Name`}
            hint={t`as e-mails and the page show it`}
            error={errors.name?.message}
            className={styles.name}
          >
            {(control) => <TextInput {...control} {...form.register("name")} autoComplete="organization" />}
          </Field>
        </Section>
        <Section title={t`New users`} hint={t`What happens when somebody accepts an invitation.`}>
          <div className={styles.choices}>
            <Checkbox
              label={t`Approve new users`}
              detail={t`Whoever accepts waits until an account administrator approves. Off, they are in at once.`}
              {...form.register("approve_new_users")}
            />
            <Checkbox
              label={t`Accept with another address`}
              detail={t`A login with another address than the invited one may accept, and waits for approval; administrators see both addresses. Off, only the invited address can.`}
              {...form.register("accept_with_another_address")}
            />
          </div>
        </Section>
        <Section title={t`Invitations`}>
          <div className={styles.choices}>
            <Field
              label={t`Days until an invitation ends`}
              hint={t`1 to 30, for those you send from now on`}
              error={errors.invitation_days?.message}
            >
              {(control) => (
                <TextInput
                  {...control}
                  {...form.register("invitation_days")}
                  inputMode="numeric"
                  className={styles.days}
                />
              )}
            </Field>
            <Checkbox
              label={t`Send a reminder`}
              detail={t`Another e-mail two days before an invitation ends, for those that live longer.`}
              {...form.register("send_reminders")}
            />
            <Checkbox
              label={t`E-mail those whom SCIM invites`}
              detail={t`Whoever your identity provider adds gets the invitation by e-mail. Off, they find it after signing in.`}
              {...form.register("scim_sends_mail")}
            />
            <Controller
              control={form.control}
              name="allowed_domains"
              render={({ field }) => (
                <DomainField
                  domains={field.value}
                  onChange={(domains) => {
                    form.clearErrors("allowed_domains");
                    field.onChange(domains);
                  }}
                  error={errors.allowed_domains?.message}
                  inputRef={field.ref}
                />
              )}
            />
          </div>
        </Section>
        <Section title={t`Signing in`}>
          <RequireTwoFactor
            org={org}
            required={read.settings.require_two_factor}
            chosen={values.require_two_factor}
            error={errors.require_two_factor?.message}
            field={form.register("require_two_factor")}
          />
        </Section>
      </Panel>
      <SaveBar
        words={count ? `${plural(count, { one: "# change", other: "# changes" })}: ${changed.join(", ")}` : ""}
        hidden={theirs !== null}
        saving={save.isPending}
        error={theirs || Object.keys(errors).length > 0 ? null : save.error}
        onSave={form.handleSubmit((wanted) => save.mutate(wanted))}
        onDiscard={() => {
          save.reset();
          form.reset(valuesOf(read));
        }}
      />
    </form>
  );
}
