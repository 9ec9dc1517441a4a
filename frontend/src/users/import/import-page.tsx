import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { EmptyState, Panel, Skeleton } from "@/design/surface";
import { may, useMe } from "@/organizations/me";
import { useSession } from "@/session/session";
import { WayBack } from "../way-back";
import { ChooseFile } from "./choose-file";
import styles from "./import.module.css";
import { Review } from "./review";
import { Sending } from "./sending";
import type { OpenFile } from "./use-draft";
import { useImport } from "./use-import";
import { useKnown } from "./use-known";

const route = getRouteApi("/orgs/$org/users/import");

/** Invites everybody in a CSV file: choose it, look through it, send it, see what became of each row. */
export function ImportPage() {
  const { org } = route.useParams();
  const session = useSession().data;
  const me = useMe(org);
  const organization = session?.organizations.find(({ id }) => id === org);
  useTitle(t`Import users`, organization?.name);
  return (
    <>
      <WayBack org={org} />
      <div className={styles.page}>
        <h1 tabIndex={-1}>{t`Import users`}</h1>
        {me && !may(me, "invite") ? (
          <Panel>
            <EmptyState title={t`Only account administrators invite people`}>
              {t`Ask an organization admin to do it, or to let you manage account users.`}
            </EmptyState>
          </Panel>
        ) : (
          session && <Steps key={`${org} ${session.user.id}`} org={org} user={session.user.id} />
        )}
      </div>
    </>
  );
}

/** What there is to do: an import that is kept comes first, then the file that is open, then choosing one. */
function Steps({ org, user }: { org: string; user: string }) {
  const { known, error, retry } = useKnown(org);
  const sending = useImport(org, user);
  const [file, setFile] = useState<OpenFile | null>(null);
  if (sending.job) return <Sending org={org} state={sending} onDone={() => setFile(null)} />;
  if (error) return <ProblemPanel error={error} retry={retry} />;
  if (!known || sending.job === undefined) {
    return (
      <Panel className={styles.loading}>
        <Skeleton width={220} />
        <Skeleton width="60%" />
      </Panel>
    );
  }
  if (!file) return <ChooseFile known={known} onOpen={setFile} />;
  return <Review org={org} known={known} file={file} sending={sending} onClose={() => setFile(null)} />;
}
