import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { Session, SessionOrganization } from "@/api/types";
import { CardActions, CardText, CentredPage } from "@/app/centred-page";
import { TopBar } from "@/app/shell/top-bar";
import { useTitle } from "@/app/use-title";
import { Button, buttonClass } from "@/design/button";
import { useSession } from "@/session/session";

type Props = { session: Session; organization: SessionOrganization };

/** What pending and suspended people see in place of their organization. */
export function MembershipHold({ session, organization }: Props) {
  const { refetch, isFetching } = useSession();
  const pending = organization.state === "pending_approval";
  const { name } = organization;
  useTitle(name);
  return (
    <>
      <TopBar />
      <CentredPage title={pending ? t`${name} has not approved you yet` : t`You are suspended in ${name}`}>
        <CardText>
          {pending
            ? t`You accepted the invitation. An account administrator of ${name} has to approve you before you can work there. You get an e-mail when that is done.`
            : t`You keep your place and what you may do, but you cannot work there for now. Ask an organization admin of ${name} why, and to reactivate you.`}
        </CardText>
        <CardActions>
          <Button kind="primary" large wide busy={isFetching} onClick={() => refetch()}>
            {t`Check again`}
          </Button>
          {session.organizations.length > 1 && (
            <Link to="/" search={{ all: true }} className={buttonClass({ large: true, wide: true })}>
              {t`Your other organizations`}
            </Link>
          )}
        </CardActions>
      </CentredPage>
    </>
  );
}
