import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ChevronDown, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { problemWords } from "@/api/problems";
import type { Session } from "@/api/types";
import { Menu, MenuHeading, MenuItem, MenuLink, MenuSeparator } from "@/design/menu";
import { Avatar } from "@/design/surface";
import { sayProblem } from "@/design/toasts";
import { withLaterMessages } from "@/messages/later";
import { shownAccountId } from "@/organizations/account-id";
import { memberStateWords, viaWords } from "@/organizations/state-words";
import { useSession } from "@/session/session";
import { signOut } from "@/session/sign-in";
import { productName } from "../config";
import { NavigationMenu } from "./navigation";
import styles from "./shell.module.css";

const LeaveDialog = lazy(async () => {
  const loaded = await withLaterMessages(import("@/organizations/leave-dialog"));
  return { default: loaded.LeaveDialog };
});

/** The bar on top of every page: the product, the organization that one is in, and oneself. */
export function TopBar({ org }: { org?: string }) {
  const session = useSession().data;
  const product = productName();
  return (
    <header className={styles.bar}>
      {org && <NavigationMenu org={org} />}
      <Link to="/" search={{ all: true }} className={styles.mark} aria-label={t`${product}: your organizations`}>
        {product.slice(0, 1)}
      </Link>
      <span className={styles.divider} aria-hidden="true" />
      {session && session.organizations.length > 0 && <OrganizationSwitcher session={session} org={org} />}
      {session?.organizations.length === 0 && <span className={styles.switcherName}>{product}</span>}
      <span className={styles.push} />
      {session && <UserMenu session={session} org={org} />}
    </header>
  );
}

function OrganizationSwitcher({ session, org }: { session: Session; org?: string }) {
  const current = session.organizations.find(({ id }) => id === org);
  const others = session.organizations.filter(({ id }) => id !== org);
  return (
    <Menu
      trigger={
        <button type="button" className={styles.switcher}>
          {current ? (
            <>
              <Avatar name={current.name} look="organization" />
              <span className={styles.switcherName}>{current.name}</span>
              <span className={styles.accountId}>{shownAccountId(current.account_id)}</span>
            </>
          ) : (
            <span className={styles.switcherName}>{t`Choose an organization`}</span>
          )}
          <ChevronDown size={16} strokeWidth={1.5} className={styles.chevron} aria-hidden="true" />
        </button>
      }
    >
      {current && (
        <MenuHeading>
          {[t`Account Id ${shownAccountId(current.account_id)}`, viaWords(current)].filter(Boolean).join(" · ")}
        </MenuHeading>
      )}
      {others.map((organization) => (
        <MenuLink key={organization.id} link={<Link to="/orgs/$org/users" params={{ org: organization.id }} />}>
          <Avatar name={organization.name} look="organization" />
          <span className={styles.organizationLine}>
            <span className={styles.organizationName}>{organization.name}</span>
            <span className={styles.organizationDetail}>
              {organization.state === "active"
                ? [shownAccountId(organization.account_id), viaWords(organization)].filter(Boolean).join(" · ")
                : memberStateWords(organization.state)}
            </span>
          </span>
        </MenuLink>
      ))}
      {(others.length > 0 || current) && <MenuSeparator />}
      <MenuLink link={<Link to="/new-organization" />}>
        <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
        {t`Create an organization`}
      </MenuLink>
    </Menu>
  );
}

function UserMenu({ session: { user, organizations }, org }: { session: Session; org?: string }) {
  // An organization admin cannot leave, and who comes through an agency has no place to leave.
  const leavable = organizations.find(({ id, role, via }) => id === org && role !== "admin" && !via);
  const [leaving, setLeaving] = useState<"never" | "asked" | "closed">("never");
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles.userButton} aria-label={t`Your menu: ${user.name}`} title={user.name}>
            <Avatar name={user.name} />
          </button>
        }
      >
        <div className={styles.userName}>{user.name}</div>
        <div className={styles.userAddress}>{user.email}</div>
        <MenuSeparator />
        <MenuLink link={<Link to="/" search={{ all: true }} />}>{t`Your organizations`}</MenuLink>
        <MenuLink link={<Link to="/security" />}>{t`Security`}</MenuLink>
        {leavable && (
          <MenuItem dangerous onSelect={() => setLeaving("asked")}>
            {t`Leave organization…`}
          </MenuItem>
        )}
        <MenuItem onSelect={() => signOut().catch((error) => sayProblem(problemWords(error)))}>{t`Sign out`}</MenuItem>
      </Menu>
      <Suspense>
        {leavable && leaving !== "never" && (
          <LeaveDialog organization={leavable} open={leaving === "asked"} onClose={() => setLeaving("closed")} />
        )}
      </Suspense>
    </>
  );
}
