import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { Intention } from "@/api/intention";
import { fieldError, isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { MadeWebhook, Webhook } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { useKeeping } from "@/app/use-keeping";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Field, TextInput } from "@/design/field";
import { focusMistake } from "@/design/focus-after";
import { FormOfParts } from "@/design/form-parts";
import { say } from "@/design/toasts";
import { EventPicker } from "./event-picker";
import { MadeSecret } from "./made-secret";
import { useWebhookForm } from "./use-webhook-form";
import { editWebhook, makeWebhook, type WebhookForm, webhookQuery } from "./webhooks";

type Props = {
  org: string;
  /** The one to change; a new one is made without it. */
  webhook?: Webhook;
  onClose: () => void;
  finalFocus?: () => HTMLElement | null;
};

/** Adds an endpoint and shows its secret this once, or changes one. */
export function WebhookDialog({ org, webhook, onClose, finalFocus }: Props) {
  const formId = useId();
  const url = useRef<HTMLInputElement>(null);
  const intention = useRef(new Intention()).current;
  const [made, setMade] = useState<MadeWebhook>();
  const form = useWebhookForm(webhook);
  const { values, change, problems } = form;
  const keeping = useKeeping(onClose);
  const save = useMutation({
    mutationFn: async (body: WebhookForm) => {
      if (!webhook) return setMade(await makeWebhook(org, body, intention.keyFor(body)));
      await editWebhook(org, webhook, body);
      say(t`The endpoint is saved.`);
      onClose();
    },
    onSuccess: () => intention.fulfilled(),
    onError: (error) => {
      if (fieldError(error, "url")) url.current?.focus();
      if (webhook && isProblem(error, "stale-version")) {
        void queryClient.invalidateQueries({ queryKey: webhookQuery(org, webhook.id).queryKey });
      }
    },
  });
  const shown = made?.secret !== undefined;
  const done = shown ? keeping.leave : onClose;
  return (
    <Dialog
      open
      onClose={done}
      title={made ? t`Store the signing secret` : webhook ? t`Edit the endpoint` : t`Add an endpoint`}
      initialFocus={url}
      finalFocus={finalFocus}
      foot={
        made ? (
          <Button kind="primary" onClick={done}>
            {t`Done`}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t`Cancel`}</Button>
            <Button kind="primary" type="submit" form={formId} busy={save.isPending}>
              {webhook ? t`Save` : t`Add endpoint`}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <MadeSecret secret={made.secret} keeping={keeping} />
      ) : (
        <FormOfParts
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const body = form.submit();
            if (body) save.mutate(body);
            else focusMistake(event.currentTarget);
          }}
        >
          <Field
            label={t`Address`}
            hint={t`where messages are posted to`}
            error={problems.url ?? fieldError(save.error, "url")}
          >
            {(control) => (
              <TextInput
                {...control}
                ref={url}
                type="url"
                value={values.url}
                placeholder="https://"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => change({ url: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t`Description`}
            hint={t`optional`}
            error={problems.description ?? fieldError(save.error, "description")}
          >
            {(control) => (
              <TextInput
                {...control}
                value={values.description}
                autoComplete="off"
                onChange={(event) => change({ description: event.target.value })}
              />
            )}
          </Field>
          <EventPicker
            types={values.types}
            some={values.some}
            error={problems.types ?? fieldError(save.error, "types")}
            onChange={change}
          />
          <ProblemNotice error={save.error} />
        </FormOfParts>
      )}
    </Dialog>
  );
}
