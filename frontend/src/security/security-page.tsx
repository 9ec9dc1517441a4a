import { t } from "@lingui/core/macro";
import { ProblemPanel } from "@/app/problem-panel";
import shell from "@/app/shell/shell.module.css";
import { TopBar } from "@/app/shell/top-bar";
import { useTitle } from "@/app/use-title";
import { useSession } from "@/session/session";
import { SignInView } from "@/session/sign-in-view";
import styles from "./security.module.css";
import { SessionsCard } from "./sessions-card";
import { TwoFactorCard } from "./two-factor-card";

/** How one signs in, and where one is signed in. */
export function SecurityPage() {
  useTitle(t`Security`);
  const session = useSession();
  if (session.isPending) return <TopBar />;
  if (session.error) return <ProblemPanel error={session.error} retry={() => session.refetch()} />;
  if (session.data === null) return <SignInView />;
  return (
    <>
      <TopBar />
      <main className={shell.plainMain}>
        <h1 tabIndex={-1}>{t`Security`}</h1>
        <p className={styles.lead}>{t`How you sign in as ${session.data.user.email}.`}</p>
        <div className={styles.cards}>
          <TwoFactorCard />
          <SessionsCard />
        </div>
      </main>
    </>
  );
}
