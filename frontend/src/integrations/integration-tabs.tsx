import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import lists from "@/users/list/list.module.css";
import { INTEGRATION_TABS, type IntegrationTab } from "./integrations-search";

/** The parts of the page, each with an address of its own. */
export function IntegrationTabs({ org, tab }: { org: string; tab: IntegrationTab }) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the last tabs lie beyond the edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is the present one
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [tab]);
  return (
    <nav className={lists.tabs} ref={nav} aria-label={t`Kinds of integration`}>
      {INTEGRATION_TABS.map((each) => (
        <Link
          key={each}
          className={lists.tab}
          to="/orgs/$org/integrations"
          params={{ org }}
          search={{ tab: each }}
          aria-current={each === tab ? "page" : undefined}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {tabName(each)}
        </Link>
      ))}
    </nav>
  );
}

function tabName(tab: IntegrationTab): string {
  switch (tab) {
    case "keys":
      return t`API keys`;
    case "webhooks":
      return t`Webhooks`;
    case "messages":
      return t`Received messages`;
    case "scim":
      return t`SCIM`;
  }
}
