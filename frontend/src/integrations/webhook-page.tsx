import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { isProblem } from "@/api/problems";
import type { Webhook } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { EmptyState, Notice, Panel, Skeleton, StateDot } from "@/design/surface";
import { exactTime } from "@/messages/dates";
import { may, useMe } from "@/organizations/me";
import wayBack from "@/users/way-back.module.css";
import { DeliveryLog } from "./delivery-log";
import styles from "./integrations.module.css";
import { WebhookActions } from "./webhook-actions";
import { disabledWords, eventName, webhookState } from "./webhook-words";
import { webhookQuery } from "./webhooks";

const route = getRouteApi("/orgs/$org/integrations/webhooks/$webhook");

/** One endpoint: what it is told, what can be done with it, and everything that was sent to it. */
export function WebhookPage() {
  const { org, webhook: id } = route.useParams();
  const search = route.useSearch();
  const me = useMe(org);
  const { data: webhook, error, refetch } = useQuery(webhookQuery(org, id));
  useTitle(webhook?.url, me?.organization.name);
  const manage = may(me, "manage_integrations");
  return (
    <>
      <nav className={wayBack.crumbs} aria-label={t`Where this page is`}>
        <Link to="/orgs/$org/integrations" params={{ org }} search={{ tab: "webhooks" }}>
          {t`Webhooks`}
        </Link>
        <ChevronRight size={14} strokeWidth={1.5} aria-hidden="true" />
      </nav>
      {webhook ? (
        <>
          <Head webhook={webhook} />
          {manage && <WebhookActions key={id} org={org} webhook={webhook} />}
          <DeliveryLog org={org} webhook={webhook} search={search} manage={manage} />
        </>
      ) : isProblem(error, "not-found") ? (
        <Panel className={styles.column}>
          <EmptyState
            title={t`This endpoint is not there`}
          >{t`It was deleted, or the link is not complete.`}</EmptyState>
        </Panel>
      ) : error ? (
        <Panel className={styles.column}>
          <ProblemPanel error={error} retry={() => refetch()} />
        </Panel>
      ) : (
        <div className={styles.webhookWaiting} aria-busy="true">
          <Skeleton width="min(100%, 420px)" height={20} />
          <Skeleton width={220} />
        </div>
      )}
    </>
  );
}

function Head({ webhook }: { webhook: Webhook }) {
  const { words, tone } = webhookState(webhook);
  const why = disabledWords(webhook);
  const names = webhook.types.map(eventName);
  return (
    <div className={styles.webhookHead}>
      <h1 className={styles.webhookURL} tabIndex={-1}>
        {webhook.url}
      </h1>
      {webhook.description && <p>{webhook.description}</p>}
      <div className={styles.facts}>
        <StateDot tone={tone}>{words}</StateDot>
        <span className={styles.detail} title={names.join("\n")}>
          {names.length === 0 ? t`All events` : names.join(" · ")}
        </span>
      </div>
      {webhook.former_secret_until && (
        <Notice tone="info">
          {t`The secret was rotated. Messages are signed with the one before as well until ${exactTime(webhook.former_secret_until)}.`}
        </Notice>
      )}
      {webhook.state === "disabled" && why && <Notice tone="warning">{why}</Notice>}
    </div>
  );
}
