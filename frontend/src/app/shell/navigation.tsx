import { t } from "@lingui/core/macro";
import { Link, useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { IconButton } from "@/design/button";
import { Menu, MenuLink } from "@/design/menu";
import { useSession } from "@/session/session";
import styles from "./shell.module.css";

type Place = {
  to:
    | "/orgs/$org/users"
    | "/orgs/$org/ad-accounts"
    | "/orgs/$org/audit"
    | "/orgs/$org/integrations"
    | "/orgs/$org/settings";
  name: string;
};

/** The pages that the actor's role opens. Guests see only themselves: their list of users is their own record. */
function usePlaces(org: string): Place[] {
  const role = useSession().data?.organizations.find(({ id }) => id === org)?.role;
  const places: Place[] = [
    { to: "/orgs/$org/users", name: role === "guest" ? t`Your access` : t`Account users` },
    { to: "/orgs/$org/ad-accounts", name: t`Ad accounts` },
  ];
  if (role === "admin") {
    places.push(
      { to: "/orgs/$org/audit", name: t`Audit log` },
      { to: "/orgs/$org/integrations", name: t`Integrations` },
      { to: "/orgs/$org/settings", name: t`Settings` },
    );
  }
  return places;
}

/** The pages of an organization at the left. */
export function SideBar({ org }: { org: string }) {
  const places = usePlaces(org);
  // Agencies and clients are tabs of the users' page, and their own pages belong to it.
  const ofUsers = useLocation({ select: ({ pathname }) => /^\/orgs\/\d+\/(agencies|clients)\//.test(pathname) });
  return (
    <nav aria-label={t`Organization`}>
      <ul>
        {places.map(({ to, name }) => (
          <li key={to}>
            <Link
              className={styles.sideLink}
              to={to}
              params={{ org }}
              activeOptions={{ includeSearch: false }}
              data-within={(ofUsers && to === "/orgs/$org/users") || undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same pages as a menu, where there is no room for a side bar. */
export function NavigationMenu({ org }: { org: string }) {
  const places = usePlaces(org);
  return (
    <Menu
      trigger={
        <IconButton label={t`Pages`} className={styles.navButton}>
          <MenuIcon size={18} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      {places.map(({ to, name }) => (
        <MenuLink key={to} link={<Link to={to} params={{ org }} />}>
          {name}
        </MenuLink>
      ))}
    </Menu>
  );
}
