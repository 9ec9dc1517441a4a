import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { Button } from "@/design/button";
import { PageHead } from "@/design/page-head";
import { EmptyState, Panel } from "@/design/surface";
import { may, meQuery } from "@/organizations/me";
import { IntegrationTabs } from "./integration-tabs";
import styles from "./integrations.module.css";
import type { IntegrationTab } from "./integrations-search";
import { KeysTab } from "./keys-tab";
import { MessagesTab } from "./messages-tab";
import { SCIMTab } from "./scim-tab";
import { WebhooksTab } from "./webhooks-tab";

const route = getRouteApi("/orgs/$org/integrations");

/** How programs work here: their keys, what they are told of, what they sent, and SCIM. Organization admins only. */
export function IntegrationsPage() {
  const { org } = route.useParams();
  const { tab } = route.useSearch();
  const me = useQuery(meQuery(org));
  useTitle(t`Integrations`, me.data?.organization.name);
  // The tab in which something new is being made: another one does not inherit it.
  const [making, setMaking] = useState<IntegrationTab>();
  if (me.error && !me.data) return <Closed>{<ProblemPanel error={me.error} retry={() => me.refetch()} />}</Closed>;
  if (me.data && !may(me.data, "see_integrations")) {
    return (
      <Closed>
        <EmptyState title={t`Only organization admins see the integrations`}>
          {t`Ask an organization admin when a program needs an API key, or wants to be told of changes.`}
        </EmptyState>
      </Closed>
    );
  }
  const manage = may(me.data, "manage_integrations");
  const action = tab === "keys" ? t`Create API key` : tab === "webhooks" ? t`Add endpoint` : undefined;
  const dialog = {
    making: making === tab,
    onMake: () => setMaking(tab),
    onMade: () => setMaking(undefined),
  };
  return (
    <>
      <PageHead title={t`Integrations`}>
        {manage && action && (
          <Button kind="primary" onClick={dialog.onMake}>
            {action}
          </Button>
        )}
      </PageHead>
      <IntegrationTabs org={org} tab={tab} />
      {tab === "keys" && <KeysTab org={org} manage={manage} {...dialog} />}
      {tab === "webhooks" && <WebhooksTab org={org} manage={manage} {...dialog} />}
      {tab === "messages" && <MessagesTab org={org} />}
      {tab === "scim" && <SCIMTab org={org} manage={manage} {...dialog} />}
    </>
  );
}

/** What a tab needs in which something new can be made. */
export type TabProps = { org: string; manage: boolean; making: boolean; onMake: () => void; onMade: () => void };

function Closed({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHead title={t`Integrations`} />
      <Panel className={styles.panel}>{children}</Panel>
    </>
  );
}
