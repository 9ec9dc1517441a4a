import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useRef, useState } from "react";
import { catalogQuery } from "@/api/catalog";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Dialog } from "@/design/dialog";
import { Skeleton } from "@/design/surface";
import { meQuery } from "@/organizations/me";
import { handOver } from "../import/handover";
import { InviteForm } from "./invite-form";
import { MailPreview } from "./mail-preview";
import { Results, SendingProgress } from "./results";
import { type InvitePrefill, useInviteForm } from "./use-invite-form";
import { useSending } from "./use-sending";

type Props = {
  org: string;
  prefill?: InvitePrefill;
  onClose: () => void;
  finalFocus: RefObject<HTMLElement | null>;
};

/** Invites people: the form, the e-mail's preview, the progress of a bulk, and what became of each address. */
export function InviteDialog({ org, prefill, onClose, finalFocus }: Props) {
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const form = useInviteForm(me.data, prefill);
  const sending = useSending(org, onClose);
  const [previewing, setPreviewing] = useState(false);
  const addresses = useRef<HTMLInputElement>(null);
  const count = form.good.length;
  const name = me.data?.organization.name ?? "";
  const navigate = useNavigate();

  function openImport(fileName: string, content: Blob) {
    handOver({ name: fileName, content });
    void navigate({ to: "/orgs/$org/users/import", params: { org } });
  }

  function send() {
    if (count === 0) {
      form.askForAddress();
      addresses.current?.focus();
      return;
    }
    setPreviewing(false);
    sending.start(form.good, form.bad, form.grants, form.message);
  }

  const sendButton = (
    <Button kind="primary" onClick={send}>
      {count > 0 ? plural(count, { one: "Send # invitation", other: "Send # invitations" }) : t`Send invitations`}
    </Button>
  );

  if (sending.step === "sending") {
    return (
      <Dialog open onClose={() => undefined} title={t`Sending invitations`} finalFocus={finalFocus}>
        <SendingProgress done={sending.done} all={sending.all} />
      </Dialog>
    );
  }
  if (sending.step === "results") {
    const again = () => {
      form.keepOnly(sending.failedEntries());
      sending.backToForm();
    };
    return (
      <Dialog
        open
        onClose={onClose}
        title={t`What became of the invitations`}
        finalFocus={finalFocus}
        foot={
          <>
            {sending.error ? (
              <Button onClick={sending.resume}>{t`Send the rest again`}</Button>
            ) : (
              <Button onClick={again}>{t`Correct and try again`}</Button>
            )}
            <Button kind="primary" onClick={onClose}>
              {t`Done`}
            </Button>
          </>
        }
      >
        <Results outcomes={sending.outcomes} error={sending.error} />
      </Dialog>
    );
  }
  const error = me.error ?? catalog.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={previewing ? t`Preview` : t`Invite users to ${name}`}
      initialFocus={addresses}
      finalFocus={finalFocus}
      aside={
        me.data && (
          <Button kind="quiet" onClick={() => setPreviewing(!previewing)}>
            {previewing ? t`Back to the form` : t`Preview e-mail`}
          </Button>
        )
      }
      foot={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          {sendButton}
        </>
      }
    >
      {error ? (
        <ProblemPanel error={error} retry={() => (me.error ? me : catalog).refetch()} />
      ) : !me.data || !catalog.data ? (
        <Skeleton width="100%" height={320} />
      ) : previewing ? (
        <MailPreview
          org={org}
          mail={{
            ...form.grants,
            message: form.message,
            email: form.good[0]?.email,
            name: form.good[0]?.name || undefined,
          }}
        />
      ) : (
        <InviteForm
          org={org}
          catalog={catalog.data}
          me={me.data}
          form={form}
          addressesRef={addresses}
          onImport={openImport}
        />
      )}
    </Dialog>
  );
}
