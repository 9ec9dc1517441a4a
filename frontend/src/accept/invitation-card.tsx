import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import type { LookedUpInvitation, OrganizationRole } from "@/api/types";
import { CardActions, CardStack, CardText, CentredPage } from "@/app/centred-page";
import { ProblemNotice } from "@/app/problem-panel";
import { Button, buttonClass } from "@/design/button";
import { ConfirmDialog } from "@/design/dialog";
import { Notice } from "@/design/surface";
import { fullDay } from "@/messages/dates";
import { signInAddress } from "@/session/sign-in";
import styles from "./accept.module.css";
import { InvitationGrants } from "./invitation-grants";
import type { useAnswer } from "./lookup";

const HERE = "/accept";

type Answers = ReturnType<typeof useAnswer>;
type Props = { invitation: LookedUpInvitation; answers: Answers };

/** An open invitation: what it is, and what can be done by whoever looks at it. */
export function InvitationCard({ invitation, answers }: Props) {
  const { organization, invited_by, role, email, matches, expires_at } = invitation;
  const below = expires_at ? t`The invitation ends on ${fullDay(expires_at)}` : undefined;
  return (
    <CentredPage title={t`Join ${organization.name}`} below={below}>
      <CardText>
        <Trans>
          {invited_by.name} invites <strong>{email}</strong> to work in {organization.name} as{" "}
          <strong>{roleWords(role)}</strong>.
        </Trans>
      </CardText>
      {matches === null && <SignedOut email={email} />}
      {matches === false && <AnotherLogin invitation={invitation} answers={answers} />}
      {matches === true && <Matching invitation={invitation} answers={answers} />}
    </CentredPage>
  );
}

function SignedOut({ email }: { email: string }) {
  const hint = wholeAddress(email);
  return (
    <CardActions>
      <a
        className={buttonClass({ kind: "primary", large: true, wide: true })}
        href={signInAddress({ returnTo: HERE, hint })}
      >
        {t`Continue`}
      </a>
      <a
        className={buttonClass({ large: true, wide: true })}
        href={signInAddress({ returnTo: HERE, hint, screen: "signup" })}
      >
        {t`Create an account`}
      </a>
    </CardActions>
  );
}

function AnotherLogin({ invitation, answers: { accept } }: Props) {
  const { signed_in_as: signedInAs, email, accept_with_another_address: anyAddress } = invitation;
  const hint = wholeAddress(email);
  return (
    <>
      <CardStack>
        <Notice tone="warning">
          <Trans>
            You are signed in as <strong>{signedInAs}</strong>. The invitation is for another address.
          </Trans>
        </Notice>
        {anyAddress && (
          <CardText>{t`You may accept as you are; an account administrator has to approve it then.`}</CardText>
        )}
        <ProblemNotice error={accept.error} />
      </CardStack>
      <CardActions>
        <a
          className={buttonClass({ kind: "primary", large: true, wide: true })}
          href={signInAddress({ returnTo: HERE, hint, screen: "select_account" })}
        >
          {t`Switch account`}
        </a>
        <a
          className={buttonClass({ large: true, wide: true })}
          href={signInAddress({ returnTo: HERE, hint, screen: "signup" })}
        >
          {t`Create an account`}
        </a>
        {anyAddress && (
          <Button large wide busy={accept.isPending} onClick={() => accept.mutate()}>
            {t`Accept as ${signedInAs ?? ""}`}
          </Button>
        )}
      </CardActions>
    </>
  );
}

function Matching({ invitation, answers: { accept, decline } }: Props) {
  const [declining, setDeclining] = useState(false);
  const { organization, message } = invitation;
  return (
    <>
      <CardStack>
        {message && <blockquote className={styles.message}>{message}</blockquote>}
        <InvitationGrants {...invitation} />
        <ProblemNotice error={accept.error} />
      </CardStack>
      <CardActions>
        <Button kind="primary" large wide busy={accept.isPending} onClick={() => accept.mutate()}>
          {t`Accept and join`}
        </Button>
        <button type="button" className={styles.decline} onClick={() => setDeclining(true)}>
          {t`Decline`}
        </button>
      </CardActions>
      <ConfirmDialog
        open={declining}
        onClose={() => setDeclining(false)}
        title={t`Decline the invitation to ${organization.name}?`}
        action={t`Decline`}
        dangerous
        busy={decline.isPending}
        onConfirm={() => decline.mutate()}
      >
        <p>{t`You can join later only if somebody invites you again.`}</p>
        <ProblemNotice error={decline.error} />
      </ConfirmDialog>
    </>
  );
}

/** The address as a sign-in hint; a masked one is none. */
function wholeAddress(email: string): string | undefined {
  return /[•*…]/.test(email) ? undefined : email;
}

function roleWords(role: OrganizationRole): string {
  switch (role) {
    case "admin":
      return t`an organization admin`;
    case "member":
      return t`a member`;
    case "guest":
      return t`a guest`;
  }
}
