import { t } from "@lingui/core/macro";
import { getRouteApi, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { withLaterMessages } from "@/messages/later";
import { MembershipHold } from "@/organizations/membership-hold";
import { useSession } from "@/session/session";
import { SignInView } from "@/session/sign-in-view";
import { NotFoundPage } from "../not-found-page";
import { ProblemPanel } from "../problem-panel";
import { SideBar } from "./navigation";
import styles from "./shell.module.css";
import { TopBar } from "./top-bar";

const EnrolmentHold = lazy(async () => {
  const loaded = await withLaterMessages(import("@/security/enrolment-hold"));
  return { default: loaded.EnrolmentHold };
});

const route = getRouteApi("/orgs/$org");

/** Around every page of an organization: the top bar, the side bar, and what stands in the way of both. */
export function OrganizationShell() {
  const { org } = route.useParams();
  const session = useSession();
  if (session.isPending) return <Frame />;
  if (session.error) return <ProblemPanel error={session.error} retry={() => session.refetch()} />;
  if (session.data === null) return <SignInView />;
  const organization = session.data.organizations.find(({ id }) => id === org);
  if (!organization) return <NotFoundPage />;
  if (organization.state !== "active") return <MembershipHold session={session.data} organization={organization} />;
  if (organization.two_factor_required) {
    return (
      <Suspense fallback={<TopBar />}>
        <EnrolmentHold session={session.data} organization={organization} />
      </Suspense>
    );
  }
  return (
    <Frame org={org}>
      <Outlet />
    </Frame>
  );
}

/** The frame by itself is what one sees while the session loads: nothing in it moves afterwards. */
function Frame({ org, children }: { org?: string; children?: React.ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  // After a move to another page the keyboard goes on from its beginning, not from the link that is gone.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <a className={styles.skip} href="#content">
        {t`Skip to content`}
      </a>
      <TopBar org={org} />
      <div className={styles.frame}>
        <div className={styles.side}>{org && <SideBar org={org} />}</div>
        <main className={styles.main} id="content" ref={main} tabIndex={-1} aria-busy={!org}>
          {children}
        </main>
      </div>
    </>
  );
}
