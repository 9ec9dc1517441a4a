import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Webhook } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { EmptyState, Panel, Section, StateDot } from "@/design/surface";
import { exactTime } from "@/messages/dates";
import styles from "./integrations.module.css";
import type { TabProps } from "./integrations-page";
import { LogSkeleton } from "./log-skeleton";
import { VerifySnippets } from "./verify-snippets";
import { WebhookDialog } from "./webhook-dialog";
import { deliveryState, typesWords, webhookState } from "./webhook-words";
import { lastDeliveryQuery, webhooksQuery } from "./webhooks";

/** Where the organization is told of what happens, and how a receiver checks who is speaking. */
export function WebhooksTab({ org, manage, making, onMake, onMade }: TabProps) {
  const list = useQuery(webhooksQuery(org));
  return (
    <>
      <p className={styles.lead}>
        {t`Your own services are told when something changes here: a signed message is posted to each endpoint that wants it.`}
      </p>
      <Panel className={styles.panel}>
        {list.error && !list.data ? (
          <ProblemPanel error={list.error} retry={() => list.refetch()} title={t`The endpoints could not be loaded`} />
        ) : !list.data ? (
          <LogSkeleton />
        ) : list.data.length === 0 ? (
          <EmptyState title={t`No endpoints`} actions={manage && <Button onClick={onMake}>{t`Add endpoint`}</Button>}>
            {t`Add the address of a service that is to know who joined, what changed and who left.`}
          </EmptyState>
        ) : (
          <ul>
            {list.data.map((webhook) => (
              <WebhookLine key={webhook.id} org={org} webhook={webhook} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel className={styles.column}>
        <Section
          title={t`Check what you receive`}
          hint={t`Messages are signed as Standard Webhooks say. A whole receiver in three languages, with the libraries that they publish:`}
        >
          <VerifySnippets />
        </Section>
      </Panel>
      {making && <WebhookDialog org={org} onClose={onMade} />}
    </>
  );
}

function WebhookLine({ org, webhook }: { org: string; webhook: Webhook }) {
  const { words, tone } = webhookState(webhook);
  return (
    <li className={styles.logLine}>
      <span className={styles.logWords}>
        <Link
          className={styles.endpoint}
          to="/orgs/$org/integrations/webhooks/$webhook"
          params={{ org, webhook: webhook.id }}
        >
          {webhook.url}
        </Link>
        <span className={styles.detail}>
          {[webhook.description, typesWords(webhook.types)].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className={styles.lastDelivery}>
        <LastDelivery org={org} webhook={webhook} />
      </span>
      <span className={styles.webhookState}>
        <StateDot tone={tone}>{words}</StateDot>
      </span>
    </li>
  );
}

/** When something was last sent, and what became of it. */
function LastDelivery({ org, webhook }: { org: string; webhook: Webhook }) {
  const { data: last } = useQuery(lastDeliveryQuery(org, webhook.id));
  if (last === undefined) return null;
  if (last === null) return <span className={styles.detail}>{t`Nothing sent yet`}</span>;
  const { words } = deliveryState(last.state);
  return <span className={styles.detail}>{`${words}, ${exactTime(last.created_at)}`}</span>;
}
