import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link as RouterLink } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import { ProblemPanel } from "@/app/problem-panel";
import { Button, IconButton } from "@/design/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/design/menu";
import { EmptyState, Panel } from "@/design/surface";
import { may, useMe } from "@/organizations/me";
import lists from "@/users/list/list.module.css";
import type { LinkEnding } from "./link-question";
import { LinkRows } from "./link-rows";
import { agenciesQuery, type Link } from "./links";
import { OnlyForAdmins } from "./only-for-admins";
import { PEOPLE_HASH } from "./people-hash";
import { useLinkQuestion } from "./use-link-question";

/** The agencies that are invited or work here, for organization admins. */
export function AgenciesTab({ org, onInvite }: { org: string; onInvite?: () => void }) {
  const me = useMe(org);
  const allowed = may(me, "see_agencies");
  const list = useQuery({ ...agenciesQuery(org), enabled: allowed });
  const question = useLinkQuestion(org);
  if (me && !allowed) return <OnlyForAdmins />;
  return (
    <>
      <Panel className={lists.listPanel}>
        {list.error && !list.data ? (
          <ProblemPanel error={list.error} retry={() => list.refetch()} title={t`The agencies could not be loaded`} />
        ) : list.data?.length === 0 ? (
          <EmptyState
            title={t`No agencies`}
            actions={onInvite && <Button onClick={onInvite}>{t`Invite an agency`}</Button>}
          >
            {t`An agency that you invite chooses who of its people works here, inside what you let it do.`}
          </EmptyState>
        ) : (
          <LinkRows
            org={org}
            others="agencies"
            links={list.data}
            actions={(link) => <AgencyMenu org={org} link={link} onEnd={question.ask} />}
          />
        )}
      </Panel>
      {question.dialog}
    </>
  );
}

type MenuProps = { org: string; link: Link; onEnd: (ending: LinkEnding, link: Link, from: HTMLElement | null) => void };

function AgencyMenu({ org, link, onEnd }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { id, name } = link.other;
  const params = { org, agency: id };
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
        link={<RouterLink to="/orgs/$org/agencies/$agency" params={params} />}
      >{t`Edit what it may do`}</MenuLink>
      {link.state === "active" && (
        <MenuLink link={<RouterLink to="/orgs/$org/agencies/$agency" params={params} hash={PEOPLE_HASH} />}>
          {t`People`}
        </MenuLink>
      )}
      <MenuSeparator />
      <MenuItem
        dangerous
        onSelect={() => onEnd(link.state === "active" ? "end_access" : "take_back", link, button.current)}
      >
        {link.state === "active" ? t`End access…` : t`Take back the invitation…`}
      </MenuItem>
    </Menu>
  );
}
