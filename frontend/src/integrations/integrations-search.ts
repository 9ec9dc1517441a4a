import type { SearchSchemaInput } from "@tanstack/react-router";

/** The parts of the page. */
export const INTEGRATION_TABS = ["keys", "webhooks", "messages", "scim"] as const;
export type IntegrationTab = (typeof INTEGRATION_TABS)[number];

/** What of the page's state is in the address. */
export type IntegrationsSearch = { tab: IntegrationTab };

export const INTEGRATIONS_DEFAULTS: IntegrationsSearch = { tab: "keys" };

/** Reads the address; what it does not know becomes the usual. */
export function readIntegrationsSearch({ tab }: Partial<IntegrationsSearch> & SearchSchemaInput): IntegrationsSearch {
  return { tab: INTEGRATION_TABS.find((known) => known === tab) ?? INTEGRATIONS_DEFAULTS.tab };
}
