import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { Intention } from "@/api/intention";
import { isProblem, problemWords } from "@/api/problems";
import { ProblemNotice } from "@/app/problem-panel";
import { ConfirmDialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { say, sayProblem } from "@/design/toasts";
import { useOrganizationName } from "@/organizations/me";
import styles from "./agencies.module.css";
import { dropAgency, dropClient } from "./link-records";
import { declineClient, endAgency, endClient } from "./link-writes";
import type { Link } from "./links";

/** What ends a link: by the client an invitation or an agency's access, by the agency an invitation or its work. */
export type LinkEnding = "take_back" | "end_access" | "decline" | "end_work";
export type AskedLink = { ending: LinkEnding; link: Link; from: HTMLElement | null };

type Props = {
  org: string;
  asked: AskedLink;
  open: boolean;
  onClose: () => void;
  /** It is over; the link is no longer in the lists. */
  onOver?: () => void;
};

/** Says what will happen when a link ends, asks, and ends it. */
export function LinkQuestion({ org, asked, open, onClose, onOver }: Props) {
  const intention = useRef(new Intention()).current;
  const own = useOrganizationName(org);
  const { title, action, text, done } = wordsFor(asked, own);
  const { ending, link } = asked;
  const end = useMutation({
    mutationFn: () => endLink(org, asked, intention.keyFor([ending, link.other.id, link.version])),
    onSuccess: () => over(done),
    onError: (error) => {
      // The other side was faster.
      if (!isProblem(error, "not-found")) return;
      if (ending === "decline" || ending === "end_work") dropClient(org, link.other.id);
      else dropAgency(org, link.other.id);
      sayProblem(problemWords(error));
      over();
    },
  });
  function over(words?: string) {
    intention.fulfilled();
    onClose();
    if (words) say(words);
    onOver?.();
  }
  const { reset } = end;
  useEffect(() => {
    if (open) reset();
  }, [open, reset]);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={title}
      action={action}
      dangerous
      busy={end.isPending}
      onConfirm={() => end.mutate()}
      finalFocus={() => focusAfter(asked.from)}
    >
      <div className={styles.confirm}>
        {text}
        <ProblemNotice error={end.error} />
      </div>
    </ConfirmDialog>
  );
}

function endLink(org: string, { ending, link }: AskedLink, key: string): Promise<void> {
  switch (ending) {
    case "take_back":
    case "end_access":
      return endAgency(org, link);
    case "decline":
      return declineClient(org, link.other.id, key);
    case "end_work":
      return endClient(org, link.other.id);
  }
}

type Words = { title: string; action: string; text: ReactNode; done: string };

function wordsFor({ ending, link }: AskedLink, own: string): Words {
  const { name } = link.other;
  switch (ending) {
    case "take_back":
      return {
        title: t`Take back the invitation of ${name}?`,
        action: t`Take back the invitation`,
        text: (
          <p>
            <Trans>
              <strong>{name}</strong> can no longer accept it. Nobody of the agency has had access to {own} through it.
              You can invite the agency again later.
            </Trans>
          </p>
        ),
        done: t`The invitation of ${name} is taken back.`,
      };
    case "end_access":
      return {
        title: t`End the access of ${name}?`,
        action: t`End access`,
        text: (
          <p>
            <Trans>
              Everybody who works in {own} for <strong>{name}</strong> loses access with the next request, not only with
              the next sign-in. Who also has a place of their own here keeps that. To work together again, invite the
              agency anew; it then says again who works here.
            </Trans>
          </p>
        ),
        done: t`${name} no longer has access.`,
      };
    case "decline":
      return {
        title: t`Decline to work for ${name}?`,
        action: t`Decline`,
        text: (
          <p>
            <Trans>
              The invitation is gone then. Your agency can work for <strong>{name}</strong> later only if it is invited
              again.
            </Trans>
          </p>
        ),
        done: t`You declined the invitation of ${name}.`,
      };
    case "end_work":
      return {
        title: t`End the work for ${name}?`,
        action: t`End work`,
        text: (
          <p>
            <Trans>
              Everybody of {own} who works for <strong>{name}</strong> loses access to it with the next request. Your
              agency can work for it again only if it is invited again.
            </Trans>
          </p>
        ),
        done: t`${own} no longer works for ${name}.`,
      };
  }
}
