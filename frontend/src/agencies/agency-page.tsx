import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { catalogQuery } from "@/api/catalog";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { Button } from "@/design/button";
import { Panel } from "@/design/surface";
import { may, meQuery } from "@/organizations/me";
import page from "@/users/person/person.module.css";
import { AgencyPeople } from "./agency-people";
import { CapEditor } from "./cap-editor";
import { LinkGone, LinkHead, LinkPageFrame, LinkSkeleton } from "./link-page";
import { agencyQuery } from "./link-records";
import { OnlyForAdmins } from "./only-for-admins";
import { useLinkQuestion } from "./use-link-question";

const route = getRouteApi("/orgs/$org/agencies/$agency");

/** One agency: what it may do here, who of it gets in, and ending it. */
export function AgencyPage() {
  const { org, agency } = route.useParams();
  const navigate = useNavigate();
  const me = useQuery(meQuery(org));
  const catalog = useQuery(catalogQuery);
  const allowed = may(me.data, "see_agencies");
  const link = useQuery({ ...agencyQuery(org, agency), enabled: allowed });
  const question = useLinkQuestion(org, () =>
    navigate({ to: "/orgs/$org/users", params: { org }, search: { tab: "agencies" } }).then(() =>
      queryClient.removeQueries(agencyQuery(org, agency)),
    ),
  );
  useTitle(link.data?.other.name, me.data?.organization.name);

  if (me.data && !allowed) return <OnlyForAdmins />;
  const failed = [link, me, catalog].find(({ error, data }) => error && !data);
  if (failed && isProblem(failed.error, "not-found")) return <LinkGone org={org} tab="agencies" />;
  if (failed) {
    return (
      <>
        <h1 className={page.failedTitle}>{t`Agencies`}</h1>
        <Panel className={page.panel}>
          <ProblemPanel error={failed.error} retry={() => failed.refetch()} />
        </Panel>
      </>
    );
  }
  return (
    <LinkPageFrame org={org} tab="agencies">
      {link.data && me.data && catalog.data ? (
        <>
          <LinkHead link={link.data}>
            <EndButton
              active={link.data.state === "active"}
              onEnd={(ending, from) => question.ask(ending, link.data, from)}
            />
          </LinkHead>
          <CapEditor key={agency} org={org} link={link.data} me={me.data} catalog={catalog.data} />
          <AgencyPeople org={org} link={link.data} />
        </>
      ) : (
        <LinkSkeleton />
      )}
      {question.dialog}
    </LinkPageFrame>
  );
}

type EndProps = { active: boolean; onEnd: (ending: "end_access" | "take_back", from: HTMLElement) => void };

function EndButton({ active, onEnd }: EndProps) {
  return (
    <Button kind="dangerText" onClick={(event) => onEnd(active ? "end_access" : "take_back", event.currentTarget)}>
      {active ? t`End access…` : t`Take back the invitation…`}
    </Button>
  );
}
