import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { Session, SessionOrganization } from "@/api/types";
import { CardActions, CardStack, CardText, CentredPage } from "@/app/centred-page";
import { ProblemNotice } from "@/app/problem-panel";
import { TopBar } from "@/app/shell/top-bar";
import { useKeeping } from "@/app/use-keeping";
import { useTitle } from "@/app/use-title";
import { Button, buttonClass } from "@/design/button";
import { say } from "@/design/toasts";
import { EnrolmentStep } from "./enrolment-step";
import { RecoveryCodes } from "./recovery-codes";
import { twoFactorChanged } from "./two-factor";
import { type Enrolment, useEnrolment } from "./use-enrolment";

type Props = { session: Session; organization: SessionOrganization };

/** What one sees in place of an organization that requires two-factor authentication, until it is on. */
export function EnrolmentHold({ session, organization: { name } }: Props) {
  const enrolment = useEnrolment();
  const { secret, recoveryCodes } = enrolment;
  useTitle(name);
  return (
    <>
      <TopBar />
      {recoveryCodes ? (
        <Keep codes={recoveryCodes} name={name} />
      ) : secret ? (
        <CentredPage key="scan" title={t`Turn on two-factor authentication`} answers>
          <CardStack>
            <EnrolmentStep enrolment={enrolment} secret={secret} />
          </CardStack>
          <CardActions>
            <Button kind="primary" type="submit" form={enrolment.code.formId} large wide busy={enrolment.code.busy}>
              {t`Turn on`}
            </Button>
            <Button kind="quiet" large wide onClick={enrolment.forget}>
              {t`Cancel`}
            </Button>
          </CardActions>
        </CentredPage>
      ) : (
        <Why name={name} enrolment={enrolment} others={session.organizations.length > 1} />
      )}
    </>
  );
}

function Why({ name, enrolment, others }: { name: string; enrolment: Enrolment; others: boolean }) {
  return (
    <CentredPage key="why" title={t`${name} requires two-factor authentication`}>
      <CardText>
        {t`Your place there is kept. Before you can work there, signing in has to ask you for a code of an authenticator app as well. Setting that up takes a minute, and you need your phone.`}
      </CardText>
      {Boolean(enrolment.refused) && (
        <CardStack>
          <ProblemNotice error={enrolment.refused} />
        </CardStack>
      )}
      <CardActions>
        <Button kind="primary" large wide busy={enrolment.beginning} onClick={enrolment.begin}>
          {t`Set up two-factor authentication`}
        </Button>
        {others && (
          <Link to="/" search={{ all: true }} className={buttonClass({ large: true, wide: true })}>
            {t`Your other organizations`}
          </Link>
        )}
      </CardActions>
    </CentredPage>
  );
}

function Keep({ codes, name }: { codes: string[]; name: string }) {
  // The organization opens with the session that is read then.
  const keeping = useKeeping(() => {
    void twoFactorChanged();
    say(t`Two-factor authentication is on.`);
  });
  return (
    <CentredPage key="keep" title={t`Keep your recovery codes`}>
      <CardStack>
        <RecoveryCodes codes={codes} keeping={keeping} />
      </CardStack>
      <CardActions>
        <Button kind="primary" large wide onClick={keeping.leave}>
          {t`Go to ${name}`}
        </Button>
      </CardActions>
    </CentredPage>
  );
}
