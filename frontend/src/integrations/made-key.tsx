import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import type { MadeAPIKey } from "@/api/types";
import { KeptCheck } from "@/app/kept-check";
import type { Keeping } from "@/app/use-keeping";
import { FormParts } from "@/design/form-parts";
import { Notice } from "@/design/surface";
import { ExactField } from "./exact-field";

/** A new key and what belongs to it, this once. */
export function MadeKey({ made, keeping }: { made: MadeAPIKey; keeping: Keeping }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const { key, provisioning_secret } = made;
  if (key === undefined) {
    return (
      <Notice tone="warning">
        {t`The key is there, but the answer that showed it was lost on its way, and it is shown only once. Revoke ${made.name} and create another one.`}
      </Notice>
    );
  }
  return (
    <FormParts>
      <Notice tone="warning">
        {provisioning_secret
          ? t`Copy both now: they are shown this once. Whoever has them can do what the key may do, so put them where your program keeps its secrets.`
          : t`Copy it now: it is shown this once. Whoever has it can do what the key may do, so put it where your program keeps its secrets.`}
      </Notice>
      <ExactField
        label={t`API key`}
        hint={t`sent as “Authorization: Bearer …”`}
        value={key}
        copyLabel={t`Copy the API key`}
        copied={t`The API key is copied.`}
        input={input}
      />
      {provisioning_secret && (
        <ExactField
          label={t`Signing secret`}
          hint={t`signs the messages that you send`}
          value={provisioning_secret}
          copyLabel={t`Copy the signing secret`}
          copied={t`The signing secret is copied.`}
        />
      )}
      {provisioning_secret && (
        <ExactField
          label={t`Address`}
          hint={t`where the signed messages go`}
          value={`${window.location.origin}/v1/provisioning/${made.organization ?? ""}`}
          copyLabel={t`Copy the address`}
          copied={t`The address is copied.`}
        />
      )}
      <KeptCheck
        keeping={keeping}
        label={t`I have stored it`}
        missed={t`Store it first, then say so here.`}
        leaving={{
          title: t`Leave without the key?`,
          action: t`Leave`,
          words: t`It is not shown again. Without it you have to revoke it and create another one.`,
        }}
      />
    </FormParts>
  );
}
