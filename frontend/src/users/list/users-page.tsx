import { t } from "@lingui/core/macro";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTitle } from "@/app/use-title";
import { buttonClass } from "@/design/button";
import { Menu, MenuItem, MenuLink } from "@/design/menu";
import { PageHead } from "@/design/page-head";
import { withLaterMessages } from "@/messages/later";
import { may, useMe } from "@/organizations/me";
import { useSession } from "@/session/session";
import { isMarked } from "../import/mark";
import styles from "./list.module.css";
import { listsPeople } from "./list-search";
import { PeopleList } from "./people-list";
import { Tabs } from "./tabs";
import { Toolbar } from "./toolbar";

const route = getRouteApi("/orgs/$org/users");
const InviteDialog = lazy(async () => {
  const loaded = await withLaterMessages(import("../invite/invite-dialog"));
  return { default: loaded.InviteDialog };
});

const InviteAgencyDialog = lazy(async () => {
  const loaded = await withLaterMessages(import("@/agencies/invite-agency-dialog"));
  return { default: loaded.InviteAgencyDialog };
});
const AgenciesTab = lazy(async () => {
  const loaded = await withLaterMessages(import("@/agencies/agencies-tab"));
  return { default: loaded.AgenciesTab };
});
const ClientsTab = lazy(async () => {
  const loaded = await withLaterMessages(import("@/agencies/clients-tab"));
  return { default: loaded.ClientsTab };
});
const ViaPlace = lazy(async () => {
  const loaded = await withLaterMessages(import("@/agencies/via-place"));
  return { default: loaded.ViaPlace };
});

const ExportPeople = lazy(async () => ({ default: (await import("@/app/export-people")).ExportPeople }));

const WaitingImport = lazy(async () => {
  const loaded = await withLaterMessages(import("../import/waiting-import"));
  return { default: loaded.WaitingImport };
});

/** Who works in the organization: tabs, search, filters, and the Invite button; whom it lets in through agencies, and for whom it works. */
export function UsersPage() {
  const { org } = route.useParams();
  const search = route.useSearch();
  const me = useMe(org);
  const organization = useSession().data?.organizations.find(({ id }) => id === org);
  const [inviting, setInviting] = useState<"users" | "agency" | null>(null);
  const inviteButton = useRef<HTMLButtonElement>(null);
  useTitle(t`Account users`, organization?.name);

  // Who comes through an agency has no record of their own here.
  if (organization?.via) {
    return (
      <Suspense>
        <ViaPlace org={org} via={organization.via} />
      </Suspense>
    );
  }
  // Guests see only themselves.
  if (organization?.role === "guest") {
    return me ? <Navigate to="/orgs/$org/users/$id" params={{ org, id: me.member.id }} replace /> : null;
  }
  const invite = may(me, "invite") ? () => setInviting("users") : undefined;
  const inviteAgency = may(me, "manage_agencies") ? () => setInviting("agency") : undefined;
  const people = listsPeople(search) ? search : undefined;
  return (
    <>
      <PageHead title={t`Account users`}>
        <Suspense>{people && <ExportPeople org={org} search={people} />}</Suspense>
        {invite && (
          <Menu
            align="end"
            trigger={
              <button type="button" ref={inviteButton} className={buttonClass({ kind: "primary" })}>
                {t`Invite`}
                <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
              </button>
            }
          >
            <MenuItem onSelect={invite}>{t`Invite users`}</MenuItem>
            {inviteAgency && <MenuItem onSelect={inviteAgency}>{t`Invite agency`}</MenuItem>}
            <MenuLink link={<Link to="/orgs/$org/users/import" params={{ org }} />}>{t`Import a CSV file`}</MenuLink>
          </Menu>
        )}
      </PageHead>
      <Suspense>{isMarked(org) && <WaitingImport org={org} />}</Suspense>
      <Tabs org={org} search={search} />
      {people && <Toolbar org={org} search={people} />}
      {people && <PeopleList org={org} search={people} onInvite={invite} />}
      <Suspense fallback={<div className={styles.waiting} aria-busy="true" />}>
        {search.tab === "agencies" && <AgenciesTab org={org} onInvite={inviteAgency} />}
        {search.tab === "clients" && <ClientsTab org={org} />}
      </Suspense>
      <Suspense>
        {inviting === "users" && <InviteDialog org={org} onClose={() => setInviting(null)} finalFocus={inviteButton} />}
        {inviting === "agency" && (
          <InviteAgencyDialog org={org} onClose={() => setInviting(null)} finalFocus={inviteButton} />
        )}
      </Suspense>
    </>
  );
}
