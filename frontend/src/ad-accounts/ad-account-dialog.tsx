import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type RefObject, useId, useRef } from "react";
import { useForm } from "react-hook-form";
import { maxLength, minLength, object, string, trim } from "zod/mini";
import { answer, api, writing } from "@/api/client";
import { Intention } from "@/api/intention";
import { fieldError, isProblem, problemWords } from "@/api/problems";
import type { AdAccount } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Field, TextInput } from "@/design/field";
import { say } from "@/design/toasts";
import { putAdAccount } from "./ad-accounts";
import styles from "./ad-accounts.module.css";

type DialogProps = {
  org: string;
  /** The one to change; a new one is made without it. */
  adAccount?: AdAccount;
  initialName?: string;
  onClose: () => void;
  onSaved?: (adAccount: AdAccount) => void;
  finalFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | null);
};

type Values = { name: string; external_id: string };

/** Makes an ad account, or changes its name and external id. */
export function AdAccountDialog({ org, adAccount, initialName = "", onClose, onSaved, finalFocus }: DialogProps) {
  const formId = useId();
  const intention = useRef(new Intention()).current;
  const form = useForm<Values>({
    defaultValues: { name: adAccount?.name ?? initialName, external_id: adAccount?.external_id ?? "" },
    resolver: standardSchemaResolver(
      object({
        name: string().check(
          trim(),
          minLength(1, t`Give it a name.`),
          maxLength(80, t`A name has at most 80 characters.`),
        ),
        external_id: string().check(trim(), maxLength(100, t`An external id has at most 100 characters.`)),
      }),
    ),
  });
  const save = useMutation({
    mutationFn: (values: Values) => write(org, adAccount, values, intention.keyFor(values)),
    onSuccess: (written) => {
      intention.fulfilled();
      putAdAccount(org, written);
      say(adAccount ? t`${written.name} is saved.` : t`${written.name} is created.`);
      onSaved?.(written);
      onClose();
    },
    onError: (error) => {
      const name = fieldError(error, "name");
      const external = isProblem(error, "external-id-taken") ? problemWords(error) : fieldError(error, "external_id");
      if (name) form.setError("name", { message: name }, { shouldFocus: true });
      if (external) form.setError("external_id", { message: external }, { shouldFocus: true });
    },
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={adAccount ? t`Edit ${adAccount.name}` : t`Create an ad account`}
      finalFocus={finalFocus}
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button kind="primary" type="submit" form={formId} busy={save.isPending}>
            {adAccount ? t`Save` : t`Create ad account`}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          // The dialog may stand inside another form; React carries submits to it.
          event.stopPropagation();
          void form.handleSubmit((values) => save.mutate(values))(event);
        }}
      >
        <Field label={t`Name`} error={errors.name?.message}>
          {(control) => <TextInput {...control} {...form.register("name")} autoComplete="off" />}
        </Field>
        <Field
          label={t`External id`}
          hint={t`optional, unique, from your own systems`}
          error={errors.external_id?.message}
        >
          {(control) => <TextInput {...control} {...form.register("external_id")} autoComplete="off" />}
        </Field>
        {!errors.name && !errors.external_id && <ProblemNotice error={save.error} />}
      </form>
    </Dialog>
  );
}

function write(org: string, adAccount: AdAccount | undefined, { name, external_id }: Values, key: string) {
  if (!adAccount) {
    return answer(
      api.POST("/v1/organizations/{org}/ad-accounts", {
        params: { path: { org } },
        headers: writing({ key }),
        body: external_id ? { name, external_id } : { name },
      }),
    );
  }
  return answer(
    api.PATCH("/v1/organizations/{org}/ad-accounts/{id}", {
      params: { path: { org, id: adAccount.id } },
      headers: writing({ version: adAccount.version }),
      body: { name, external_id: external_id || null },
    }),
  );
}
