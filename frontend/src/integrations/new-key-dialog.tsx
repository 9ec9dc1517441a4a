import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type RefObject, useId, useRef, useState } from "react";
import { catalogQuery } from "@/api/catalog";
import { Intention } from "@/api/intention";
import { fieldError } from "@/api/problems";
import type { MadeAPIKey, NewAPIKey } from "@/api/types";
import { ProblemNotice, ProblemPanel } from "@/app/problem-panel";
import { useKeeping } from "@/app/use-keeping";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { focusMistake } from "@/design/focus-after";
import { FormOfParts } from "@/design/form-parts";
import { Skeleton } from "@/design/surface";
import { meQuery } from "@/organizations/me";
import { KeyForm } from "./key-form";
import { makeKey } from "./keys";
import { MadeKey } from "./made-key";
import { type KeyPreset, useKeyForm } from "./use-key-form";

type Props = {
  org: string;
  preset?: KeyPreset;
  onClose: () => void;
  finalFocus?: RefObject<HTMLElement | null>;
};

/** Makes an API key, and shows it this once. */
export function NewKeyDialog({ org, preset, onClose, finalFocus }: Props) {
  const formId = useId();
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const name = useRef<HTMLInputElement>(null);
  const intention = useRef(new Intention()).current;
  const [made, setMade] = useState<MadeAPIKey>();
  const form = useKeyForm(preset);
  const keeping = useKeeping(onClose);
  const make = useMutation({
    mutationFn: (body: NewAPIKey) => makeKey(org, body, intention.keyFor(body)),
    onSuccess: (key) => {
      intention.fulfilled();
      setMade(key);
    },
    onError: (error) => {
      if (fieldError(error, "name")) name.current?.focus();
    },
  });
  const error = me.error ?? catalog.error;
  // Without its secret there is nothing to keep.
  const shown = made?.key !== undefined;
  return (
    <Dialog
      open
      onClose={shown ? keeping.leave : onClose}
      title={made ? t`Store the key ${made.name}` : t`Create an API key`}
      initialFocus={name}
      finalFocus={finalFocus}
      foot={
        made ? (
          <Button kind="primary" onClick={shown ? keeping.leave : onClose}>
            {t`Done`}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t`Cancel`}</Button>
            <Button kind="primary" type="submit" form={formId} busy={make.isPending}>
              {t`Create key`}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <MadeKey made={made} keeping={keeping} />
      ) : error ? (
        <ProblemPanel error={error} retry={() => (me.error ? me : catalog).refetch()} />
      ) : !me.data || !catalog.data ? (
        <Skeleton width="100%" height={320} />
      ) : (
        <FormOfParts
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const body = form.submit();
            if (body) make.mutate(body);
            else focusMistake(event.currentTarget);
          }}
        >
          <KeyForm
            org={org}
            catalog={catalog.data}
            grantable={me.data.grantable}
            form={form}
            nameInput={name}
            refused={make.error}
          />
          <ProblemNotice error={make.error} />
        </FormOfParts>
      )}
    </Dialog>
  );
}
