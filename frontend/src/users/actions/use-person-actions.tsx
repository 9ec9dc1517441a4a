import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Intention } from "@/api/intention";
import { problemWords } from "@/api/problems";
import { say, sayProblem } from "@/design/toasts";
import { withLaterMessages } from "@/messages/later";
import { type Person, personName } from "../person";
import type { PersonAction } from "./available-actions";
import type { ConfirmedAction } from "./confirm-action";
import { invitationLink, resetInvitationLink, type Write, writePerson } from "./person-writes";

const ConfirmAction = lazy(async () => {
  const loaded = await withLaterMessages(import("./confirm-action"));
  return { default: loaded.ConfirmAction };
});
const ResetLinkDialog = lazy(async () => {
  const loaded = await withLaterMessages(import("./reset-link-dialog"));
  return { default: loaded.ResetLinkDialog };
});
const LinkDialog = lazy(async () => {
  const loaded = await withLaterMessages(import("./link-dialog"));
  return { default: loaded.LinkDialog };
});

/** Behind the # of a person's page: one wants to change the invitation's address. */
export const ADDRESS_HASH = "address";

type Asked = { person: Person; from: HTMLElement | null };

export type PersonActions = {
  /** Starts an action; `from` is the button that gets the focus back. */
  start: (action: PersonAction, person: Person, from: HTMLElement | null) => void;
  /** The person something is being done to at the moment. */
  busyWith: string | undefined;
  /** The dialogs of the actions, to be rendered once. */
  dialogs: ReactNode;
};

/** The actions on people with their dialogs. `onGone` is called after somebody left the lists. */
export function usePersonActions(org: string, onGone?: () => void): PersonActions {
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  // What was asked stays while its dialog fades out.
  const [asked, setAsked] = useState<(Asked & { action: ConfirmedAction }) | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [link, setLink] = useState<(Asked & { url: string }) | null>(null);
  const [resetting, setResetting] = useState<Asked | null>(null);

  const write = useMutation({
    mutationFn: ({ person, write }: { person: Person; write: Write }) =>
      writePerson(org, person, write, intention.keyFor([write, person.id, person.version])),
    onSuccess: (after, { person, write }) => {
      intention.fulfilled();
      setConfirming(false);
      say(doneWords(write, person));
      if (!after) onGone?.();
    },
  });

  const copy = useMutation({
    mutationFn: async ({ person, from }: Asked) => ({ person, from, url: await invitationLink(org, person) }),
    onSuccess: async ({ person, from, url }) => {
      try {
        await navigator.clipboard.writeText(url);
        say(t`The invitation link for ${person.email} is copied. Whoever has it can see the invitation.`);
      } catch {
        setLink({ person, from, url });
      }
    },
    onError: (error) => sayProblem(problemWords(error)),
  });

  function start(action: PersonAction, person: Person, from: HTMLElement | null) {
    switch (action) {
      case "edit":
      case "view":
        void navigate({ to: "/orgs/$org/users/$id", params: { org, id: person.id } });
        break;
      case "edit_address": {
        const params = { org, id: person.id };
        void navigate({ to: "/orgs/$org/users/$id", params, hash: ADDRESS_HASH });
        break;
      }
      case "copy_link":
        copy.mutate({ person, from });
        break;
      case "reset_link":
        setResetting({ person, from });
        break;
      case "approve":
      case "reactivate":
      case "resend":
        write.mutate({ person, write: action }, { onError: (error) => sayProblem(problemWords(error)) });
        break;
      default:
        write.reset();
        setAsked({ action, person, from });
        setConfirming(true);
    }
  }

  const dialogs = (
    <Suspense>
      {asked && (
        <ConfirmAction
          org={org}
          asked={asked}
          open={confirming}
          busy={write.isPending}
          error={write.error}
          onClose={() => setConfirming(false)}
          onConfirm={(chosen) => write.mutate({ person: asked.person, write: chosen })}
        />
      )}
      {resetting && (
        <ResetLinkDialog
          email={resetting.person.email}
          onReset={() => resetInvitationLink(org, resetting.person)}
          from={resetting.from}
          onClose={() => setResetting(null)}
        />
      )}
      {link && <LinkDialog email={link.person.email} url={link.url} from={link.from} onClose={() => setLink(null)} />}
    </Suspense>
  );
  return { start, dialogs, busyWith: write.isPending ? write.variables.person.id : undefined };
}

function doneWords(write: Write, person: Person): string {
  const name = personName(person);
  switch (write) {
    case "approve":
      return t`${name} is approved and can start.`;
    case "reject":
      return t`${name} is rejected.`;
    case "suspend":
      return t`${name} is suspended.`;
    case "reactivate":
      return t`${name} is active again.`;
    case "remove":
    case "remove_and_revoke_sent":
      return t`${name} is removed.`;
    case "resend":
      return t`The invitation to ${person.email} is on its way again.`;
    case "revoke":
      return t`The invitation to ${person.email} is revoked.`;
  }
}
