import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  stripSearchParams,
} from "@tanstack/react-router";
import { adAccountsQuery } from "@/ad-accounts/ad-accounts";
import { catalogQuery } from "@/api/catalog";
import { queryClient } from "@/api/query-client";
import { AUDIT_DEFAULTS, readAuditSearch } from "@/audit/audit-search";
import { INTEGRATIONS_DEFAULTS, readIntegrationsSearch } from "@/integrations/integrations-search";
import { readWebhookSearch, WEBHOOK_DEFAULTS } from "@/integrations/webhook-search";
import { withLaterMessages } from "@/messages/later";
import { meQuery } from "@/organizations/me";
import { SecondStepGate } from "@/session/second-step-gate";
import { sessionQuery } from "@/session/session";
import { LIST_DEFAULTS, readUsersSearch } from "@/users/list/list-search";
import { CrashPage } from "./crash-page";
import { NotFoundPage } from "./not-found-page";
import { parseSearch, stringifySearch } from "./search-params";
import { OrganizationShell } from "./shell/organization-shell";

const rootRoute = createRootRoute({ component: SecondStepGate, notFoundComponent: NotFoundPage });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  // ?all: show the organizations even when there is only one.
  validateSearch: ({ all }: Record<string, unknown>): { all?: boolean } => (all ? { all: true } : {}),
  component: lazyRouteComponent(() => withLaterMessages(import("@/organizations/home-page")), "HomePage"),
});

const newOrganizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/new-organization",
  component: lazyRouteComponent(
    () => withLaterMessages(import("@/organizations/new-organization-page")),
    "NewOrganizationPage",
  ),
});

const acceptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/accept",
  component: lazyRouteComponent(() => withLaterMessages(import("@/accept/accept-page")), "AcceptPage"),
});

const blockRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/block",
  component: lazyRouteComponent(() => withLaterMessages(import("@/block/block-page")), "BlockPage"),
});

const securityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/security",
  component: lazyRouteComponent(() => withLaterMessages(import("@/security/security-page")), "SecurityPage"),
});

const organizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/orgs/$org",
  component: OrganizationShell,
  // Asked for at once and side by side; the views wait for what they need.
  loader: ({ params: { org } }) => {
    void queryClient.prefetchQuery(sessionQuery);
    void queryClient.prefetchQuery(meQuery(org));
    void queryClient.prefetchQuery(catalogQuery);
    void queryClient.prefetchQuery(adAccountsQuery(org));
  },
});

const organizationIndexRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/orgs/$org/users", params, replace: true });
  },
});

const usersRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/users",
  validateSearch: readUsersSearch,
  search: { middlewares: [stripSearchParams(LIST_DEFAULTS)] },
  component: lazyRouteComponent(() => import("@/users/list/users-page"), "UsersPage"),
});

const personRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/users/$id",
  component: lazyRouteComponent(() => withLaterMessages(import("@/users/person/person-page")), "PersonPage"),
});

const importRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/users/import",
  component: lazyRouteComponent(() => withLaterMessages(import("@/users/import/import-page")), "ImportPage"),
});

const agencyRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/agencies/$agency",
  component: lazyRouteComponent(() => withLaterMessages(import("@/agencies/agency-page")), "AgencyPage"),
});

const clientRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/clients/$client",
  component: lazyRouteComponent(() => withLaterMessages(import("@/agencies/client-page")), "ClientPage"),
});

const adAccountsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/ad-accounts",
  component: lazyRouteComponent(() => withLaterMessages(import("@/ad-accounts/ad-accounts-page")), "AdAccountsPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/audit",
  validateSearch: readAuditSearch,
  search: { middlewares: [stripSearchParams(AUDIT_DEFAULTS)] },
  component: lazyRouteComponent(() => withLaterMessages(import("@/audit/audit-page")), "AuditPage"),
});

const integrationsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/integrations",
  validateSearch: readIntegrationsSearch,
  search: { middlewares: [stripSearchParams(INTEGRATIONS_DEFAULTS)] },
  component: lazyRouteComponent(
    () => withLaterMessages(import("@/integrations/integrations-page")),
    "IntegrationsPage",
  ),
});

const webhookRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/integrations/webhooks/$webhook",
  validateSearch: readWebhookSearch,
  search: { middlewares: [stripSearchParams(WEBHOOK_DEFAULTS)] },
  component: lazyRouteComponent(() => withLaterMessages(import("@/integrations/webhook-page")), "WebhookPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: "/settings",
  component: lazyRouteComponent(() => withLaterMessages(import("@/settings/settings-page")), "SettingsPage"),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  newOrganizationRoute,
  acceptRoute,
  blockRoute,
  securityRoute,
  organizationRoute.addChildren([
    organizationIndexRoute,
    usersRoute,
    personRoute,
    importRoute,
    agencyRoute,
    clientRoute,
    adAccountsRoute,
    auditRoute,
    integrationsRoute,
    webhookRoute,
    settingsRoute,
  ]),
]);

/** Every address of the page. A view's code is loaded when it is first opened. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
