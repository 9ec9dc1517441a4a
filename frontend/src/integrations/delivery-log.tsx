import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import type { DeliveryState, Webhook } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { FilterButton } from "@/design/filter";
import { Menu, MenuChoice } from "@/design/menu";
import { EmptyState, Panel } from "@/design/surface";
import { DeliveryLine } from "./delivery-line";
import styles from "./integrations.module.css";
import { LoadMore } from "./load-more";
import { LogSkeleton } from "./log-skeleton";
import { ReplayFailed } from "./replay-failed";
import type { WebhookSearch } from "./webhook-search";
import { DELIVERY_STATES, deliveryState } from "./webhook-words";
import { deliveriesQuery } from "./webhooks";

type Props = { org: string; webhook: Webhook; search: WebhookSearch; manage: boolean };

/** What was sent to an endpoint in the last 30 days, the newest first, and what became of it. */
export function DeliveryLog({ org, webhook, search, manage }: Props) {
  const navigate = useNavigate();
  const list = useInfiniteQuery(deliveriesQuery(org, webhook.id, search.state));
  const deliveries = list.data?.pages.flatMap(({ items }) => items);
  const [replaying, setReplaying] = useState(false);
  const replay = useRef<HTMLButtonElement>(null);
  const change = (changes: Partial<WebhookSearch>) =>
    navigate({
      to: "/orgs/$org/integrations/webhooks/$webhook",
      params: { org, webhook: webhook.id },
      search: { ...search, ...changes },
      resetScroll: false,
    });
  return (
    <section className={styles.log} aria-label={t`Deliveries`}>
      <div className={styles.logHead}>
        <h2>{t`Deliveries`}</h2>
        <StateMenu state={search.state} onChange={(state) => change({ state, delivery: "" })} />
        <Button kind="quiet" busy={list.isRefetching && !list.isFetchingNextPage} onClick={() => list.refetch()}>
          {t`Refresh`}
        </Button>
        {manage && (
          <Button ref={replay} onClick={() => setReplaying(true)}>
            {t`Replay failed…`}
          </Button>
        )}
      </div>
      <Panel className={styles.logPanel}>
        {list.error && !deliveries ? (
          <ProblemPanel error={list.error} retry={() => list.refetch()} title={t`The log could not be loaded`} />
        ) : !deliveries ? (
          <LogSkeleton />
        ) : deliveries.length === 0 && !list.hasNextPage ? (
          <EmptyState title={search.state ? t`None is in this state` : t`Nothing was sent yet`}>
            {search.state
              ? t`Deliveries are kept for 30 days.`
              : t`Send a test event to see whether your receiver is reached. Deliveries are kept for 30 days.`}
          </EmptyState>
        ) : (
          <ul>
            {deliveries.map((delivery) => (
              <DeliveryLine
                key={delivery.id}
                org={org}
                webhook={webhook}
                delivery={delivery}
                manage={manage}
                open={search.delivery === delivery.id}
                onOpen={(open) => change({ delivery: open ? delivery.id : "" })}
              />
            ))}
          </ul>
        )}
      </Panel>
      <LoadMore list={list} />
      {replaying && (
        <ReplayFailed org={org} webhook={webhook} onClose={() => setReplaying(false)} finalFocus={replay} />
      )}
    </section>
  );
}

function StateMenu({ state, onChange }: { state: DeliveryState | ""; onChange: (state: DeliveryState | "") => void }) {
  const chosen = state && deliveryState(state).words;
  return (
    <Menu
      trigger={
        <FilterButton
          on={state !== ""}
          words={chosen || t`State`}
          icon={ChevronDown}
          aria-label={chosen ? t`State: ${chosen}` : t`State`}
        />
      }
    >
      <MenuChoice
        value={state}
        onChange={onChange}
        options={[
          { value: "" as const, label: t`Any state` },
          ...DELIVERY_STATES.map((value) => ({ value, label: deliveryState(value).words })),
        ]}
      />
    </Menu>
  );
}
