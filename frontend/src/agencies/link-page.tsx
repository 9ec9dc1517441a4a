import { t } from "@lingui/core/macro";
import { Link as RouterLink } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/design/button";
import { Avatar, EmptyState, Panel, Skeleton } from "@/design/surface";
import type { LinkTab } from "@/users/list/list-search";
import page from "@/users/person/person.module.css";
import { LinkState } from "./link-rows";
import { linkFacts } from "./link-words";
import type { Link } from "./links";

// What an agency's page and a client's page have in common.

type FrameProps = { org: string; tab: LinkTab; children: ReactNode };

/** The way back to the list, and under it the page. */
export function LinkPageFrame({ org, tab, children }: FrameProps) {
  return (
    <div className={page.page}>
      <nav aria-label={t`Where this page is`} className={page.crumbs}>
        <RouterLink to="/orgs/$org/users" params={{ org }} search={{ tab }}>
          {tab === "agencies" ? t`Agencies` : t`Clients`}
        </RouterLink>
        <ChevronRight size={14} strokeWidth={1.5} aria-hidden="true" />
      </nav>
      {children}
    </div>
  );
}

/** The organization on the other side, where the link stands, and the button that ends it. */
export function LinkHead({ link, children }: { link: Link; children: ReactNode }) {
  return (
    <header className={page.head}>
      <Avatar name={link.other.name} look="largeLink" />
      <div className={page.who}>
        <h1 tabIndex={-1}>{link.other.name}</h1>
        <p className={page.facts}>{linkFacts(link).join(" · ")}</p>
        <p className={page.states}>
          <LinkState link={link} />
        </p>
      </div>
      <div className={page.actions}>{children}</div>
    </header>
  );
}

/** In place of a link that is over, or never was. */
export function LinkGone({ org, tab }: { org: string; tab: LinkTab }) {
  const agencies = tab === "agencies";
  return (
    <>
      <h1 className={page.failedTitle}>{agencies ? t`Agencies` : t`Clients`}</h1>
      <Panel className={page.panel}>
        <EmptyState
          title={agencies ? t`This agency does not work here` : t`Your agency does not work for this client`}
          actions={
            <RouterLink to="/orgs/$org/users" params={{ org }} search={{ tab }} className={buttonClass()}>
              {agencies ? t`Go to the agencies` : t`Go to the clients`}
            </RouterLink>
          }
        >
          {agencies
            ? t`It declined, one of you ended it, the invitation was taken back, or you may not see it.`
            : t`The invitation was taken back or declined, one of you ended it, or you may not see it.`}
        </EmptyState>
      </Panel>
    </>
  );
}

/** The page while it loads. */
export function LinkSkeleton() {
  return (
    <div aria-busy="true">
      <div className={page.head}>
        <Skeleton width={44} height={44} />
        <div className={page.skeletonLines}>
          <Skeleton width={180} height={20} />
          <Skeleton width={280} />
        </div>
      </div>
      <Panel className={page.panel}>
        <div className={page.skeletonBody}>
          <Skeleton width={160} height={16} />
          <Skeleton width="60%" height={24} />
          <Skeleton width="50%" height={24} />
          <Skeleton width={120} height={16} />
          <Skeleton width="100%" height={180} />
        </div>
      </Panel>
    </div>
  );
}
