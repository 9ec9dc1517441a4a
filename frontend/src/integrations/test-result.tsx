import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import type { Delivery } from "@/api/types";
import { StateDot } from "@/design/surface";
import styles from "./integrations.module.css";
import { attemptWords, deliveryState } from "./webhook-words";
import { readDeliveriesAgain, testQuery } from "./webhooks";

/** What became of a test event: looked for until it is known. */
export function TestResult({ org, webhook, sent }: { org: string; webhook: string; sent: Delivery }) {
  const { data: delivery = sent } = useQuery(testQuery(org, webhook, sent, () => readDeliveriesAgain(org, webhook)));
  const last = delivery.attempts.at(-1);
  const { words, tone } = deliveryState(delivery.state);
  return (
    <p className={styles.testResult} role="status">
      <StateDot tone={tone}>{t`Test event: ${words}`}</StateDot>
      {last && <span className={styles.detail}>{[attemptWords(last), t`${last.latency_ms} ms`].join(" · ")}</span>}
    </p>
  );
}
