import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link as RouterLink } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import { ProblemPanel } from "@/app/problem-panel";
import { IconButton } from "@/design/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/design/menu";
import { EmptyState, Panel } from "@/design/surface";
import { hasClients, useMe } from "@/organizations/me";
import lists from "@/users/list/list.module.css";
import styles from "./agencies.module.css";
import { ClientInvitation } from "./client-invitation";
import type { LinkEnding } from "./link-question";
import { LinkRows } from "./link-rows";
import { clientsQuery, type Link } from "./links";
import { NoClients } from "./no-clients";
import { OnlyForAdmins } from "./only-for-admins";
import { useLinkQuestion } from "./use-link-question";

/** For an agency's admins: the open invitations of clients, and the clients that the agency works for. */
export function ClientsTab({ org }: { org: string }) {
  const me = useMe(org);
  const allowed = hasClients(me);
  const list = useQuery({ ...clientsQuery(org), enabled: allowed });
  const question = useLinkQuestion(org);
  if (me && !allowed) return me.organization.kind === "agency" ? <OnlyForAdmins /> : <NoClients />;
  const invitations = list.data?.filter(({ state }) => state === "pending") ?? [];
  const working = list.data?.filter(({ state }) => state === "active");
  return (
    <>
      {invitations.length > 0 && (
        <ul className={styles.invitations} aria-label={t`Invitations of clients`}>
          {invitations.map((link) => (
            <li key={link.other.id}>
              <ClientInvitation
                org={org}
                link={link}
                only={invitations.length === 1}
                onDecline={(from) => question.ask("decline", link, from)}
              />
            </li>
          ))}
        </ul>
      )}
      {/* Beside invitations, an empty list would say nothing more. */}
      {(working?.length !== 0 || invitations.length === 0) && (
        <Panel className={lists.listPanel}>
          {list.error && !list.data ? (
            <ProblemPanel error={list.error} retry={() => list.refetch()} title={t`The clients could not be loaded`} />
          ) : working?.length === 0 ? (
            <EmptyState title={t`No clients`}>
              {t`Give your Account Id to who wants to work with you. Their invitation is listed here, and you get an e-mail.`}
            </EmptyState>
          ) : (
            <LinkRows
              org={org}
              others="clients"
              links={working}
              actions={(link) => <ClientMenu org={org} link={link} onEnd={question.ask} />}
            />
          )}
        </Panel>
      )}
      {question.dialog}
    </>
  );
}

type MenuProps = { org: string; link: Link; onEnd: (ending: LinkEnding, link: Link, from: HTMLElement | null) => void };

function ClientMenu({ org, link, onEnd }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { id, name } = link.other;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton ref={button} label={t`Actions for ${name}`}>
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuLink
        link={<RouterLink to="/orgs/$org/clients/$client" params={{ org, client: id }} />}
      >{t`People`}</MenuLink>
      <MenuSeparator />
      <MenuItem dangerous onSelect={() => onEnd("end_work", link, button.current)}>
        {t`End work…`}
      </MenuItem>
    </Menu>
  );
}
