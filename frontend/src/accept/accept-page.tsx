import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { isProblem } from "@/api/problems";
import { CardActions, CardStack, CardText, CentredPage } from "@/app/centred-page";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { buttonClass } from "@/design/button";
import { Skeleton } from "@/design/surface";
import { InvitationCard } from "./invitation-card";
import { useAnswer, useLookup } from "./lookup";
import { useToken } from "./use-token";

/** Where an invitation's link leads. */
export function AcceptPage() {
  useTitle(t`Invitation`);
  const token = useToken("/accept");
  const lookup = useLookup(token);
  const answers = useAnswer(token);
  const { accept, decline } = answers;

  if (token === null) return <NoInvitation />;
  if (accept.data?.state === "pending_approval")
    return <WaitingForApproval organization={accept.data.organization.name} />;
  if (decline.isSuccess) return <Declined organization={lookup.data?.organization.name ?? ""} />;
  if (isProblem(accept.error, "already-member")) {
    return <Already answers organization={lookup.data?.organization ?? { name: "" }} />;
  }
  if (isProblem(lookup.error, "invitation-gone", "invalid")) return <Gone />;
  if (lookup.error && !lookup.data) {
    return (
      <CentredPage title={t`Invitation`}>
        <ProblemPanel error={lookup.error} retry={() => lookup.refetch()} />
      </CentredPage>
    );
  }
  if (!lookup.data) return <Waiting />;
  if (lookup.data.state === "accepted") return <Already organization={lookup.data.organization} />;
  return <InvitationCard invitation={lookup.data} answers={answers} />;
}

function Waiting() {
  return (
    <CentredPage title={<Skeleton width={220} height={28} />}>
      <CardStack>
        <Skeleton width="100%" height={40} />
        <Skeleton width="100%" height={40} />
      </CardStack>
    </CentredPage>
  );
}

function Home({ words, organization }: { words: string; organization?: string }) {
  const look = buttonClass({ kind: "primary", large: true, wide: true });
  return (
    <CardActions>
      {organization ? (
        <Link to="/orgs/$org/users" params={{ org: organization }} className={look}>
          {words}
        </Link>
      ) : (
        <Link to="/" search={{ all: true }} className={look}>
          {words}
        </Link>
      )}
    </CardActions>
  );
}

function NoInvitation() {
  return (
    <CentredPage title={t`There is no invitation here`}>
      <CardText>{t`Open the link in your invitation again. Open invitations to your address are also listed after you sign in.`}</CardText>
      <Home words={t`See your invitations`} />
    </CentredPage>
  );
}

function Gone() {
  return (
    <CentredPage title={t`This invitation is no longer valid`}>
      <CardText>{t`It was answered, revoked or replaced, or it has expired. Ask whoever invited you for a new one.`}</CardText>
      <Home words={t`See your invitations`} />
    </CentredPage>
  );
}

type AlreadyProps = { organization: { id?: string; name: string }; answers?: boolean };

function Already({ organization: { id, name }, answers }: AlreadyProps) {
  return (
    <CentredPage
      answers={answers}
      title={name ? t`You are already in ${name}` : t`You are already in this organization`}
    >
      <CardText>{t`There is nothing left to accept.`}</CardText>
      <Home words={id ? t`Go to ${name}` : t`Go to your organizations`} organization={id} />
    </CentredPage>
  );
}

function WaitingForApproval({ organization }: { organization: string }) {
  return (
    <CentredPage answers title={t`Almost there`}>
      <CardText>
        {t`You accepted. An account administrator of ${organization} has to approve you before you can start; you get an e-mail when that is done.`}
      </CardText>
      <Home words={t`Go to your organizations`} />
    </CentredPage>
  );
}

function Declined({ organization }: { organization: string }) {
  return (
    <CentredPage answers title={t`You declined`}>
      <CardText>{t`You are not in ${organization}. If that was a mistake, ask for a new invitation.`}</CardText>
      <Home words={t`Go to your organizations`} />
    </CentredPage>
  );
}
