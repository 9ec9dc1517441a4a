import { t } from "@lingui/core/macro";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTitle } from "@/app/use-title";
import { buttonClass } from "@/design/button";
import { Menu, MenuItem, MenuLink } from "@/design/menu";
import { withLaterMessages } from "@/messages/later";
import { may, useMe } from "@/organizations/me";
import { useSession } from "@/session/session";
import { isMarked } from "../import/mark";
import styles from "./list.module.css";
import { PeopleList } from "./people-list";
import { Tabs } from "./tabs";
import { Toolbar } from "./toolbar";

const route = getRouteApi("/orgs/$org/users");
const InviteDialog = lazy(async () => {
  const loaded = await withLaterMessages(import("../invite/invite-dialog"));
  return { default: loaded.InviteDialog };
});

const ExportPeople = lazy(async () => ({ default: (await import("@/app/export-people")).ExportPeople }));

const WaitingImport = lazy(async () => {
  const loaded = await withLaterMessages(import("../import/waiting-import"));
  return { default: loaded.WaitingImport };
});

/** Who works in the organization: tabs, search, filters, and the Invite button. */
export function UsersPage() {
  const { org } = route.useParams();
  const search = route.useSearch();
  const me = useMe(org);
  const organization = useSession().data?.organizations.find(({ id }) => id === org);
  const [inviting, setInviting] = useState(false);
  const inviteButton = useRef<HTMLButtonElement>(null);
  useTitle(t`Account users`, organization?.name);

  // Guests see only themselves.
  if (organization?.role === "guest") {
    return me ? <Navigate to="/orgs/$org/users/$id" params={{ org, id: me.member.id }} replace /> : null;
  }
  return (
    <>
      <div className={styles.head}>
        <h1 tabIndex={-1}>{t`Account users`}</h1>
        <Suspense>
          <ExportPeople org={org} search={search} />
        </Suspense>
        {may(me, "invite") && (
          <Menu
            align="end"
            trigger={
              <button type="button" ref={inviteButton} className={buttonClass({ kind: "primary" })}>
                {t`Invite`}
                <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
              </button>
            }
          >
            <MenuItem onSelect={() => setInviting(true)}>{t`Invite users`}</MenuItem>
            <MenuLink link={<Link to="/orgs/$org/users/import" params={{ org }} />}>{t`Import a CSV file`}</MenuLink>
          </Menu>
        )}
      </div>
      <Suspense>{isMarked(org) && <WaitingImport org={org} />}</Suspense>
      <Tabs org={org} search={search} />
      <Toolbar org={org} search={search} />
      <PeopleList org={org} search={search} onInvite={may(me, "invite") ? () => setInviting(true) : undefined} />
      {inviting && (
        <Suspense>
          <InviteDialog org={org} onClose={() => setInviting(false)} finalFocus={inviteButton} />
        </Suspense>
      )}
    </>
  );
}
