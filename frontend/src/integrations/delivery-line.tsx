import { plural, t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useId, useRef } from "react";
import { Intention } from "@/api/intention";
import type { Delivery, Webhook } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { timeToTheSecond } from "@/audit/time-words";
import { Button } from "@/design/button";
import { CopyButton } from "@/design/copy-button";
import { Skeleton, StateDot } from "@/design/surface";
import { say } from "@/design/toasts";
import { exactTime } from "@/messages/dates";
import styles from "./integrations.module.css";
import { attemptWords, deliveryState, eventName } from "./webhook-words";
import { deliveryQuery, replayDelivery } from "./webhooks";

type Props = {
  org: string;
  webhook: Webhook;
  delivery: Delivery;
  manage: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
};

/** One delivery in a line; its attempts and what was sent below. */
export function DeliveryLine({ org, webhook, delivery, manage, open, onOpen }: Props) {
  const id = useId();
  const { words, tone } = deliveryState(delivery.state);
  const last = delivery.attempts.at(-1);
  const name = eventName(delivery.type);
  return (
    <li className={styles.delivery}>
      <div className={styles.logLine}>
        <span className={styles.logState}>
          <StateDot tone={tone}>{words}</StateDot>
        </span>
        <span className={styles.logWords}>
          <span className={styles.keyName}>{name}</span>
          <span className={styles.detail}>
            {[
              last && attemptWords(last),
              last?.status ? t`${last.latency_ms} ms` : undefined,
              plural(delivery.attempts.length, { 0: "not tried yet", one: "# attempt", other: "# attempts" }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <time className={styles.logTime} dateTime={delivery.created_at}>
          {exactTime(delivery.created_at)}
        </time>
        <button
          type="button"
          className={styles.opener}
          aria-expanded={open}
          aria-controls={id}
          aria-label={t`Details: ${name}, ${exactTime(delivery.created_at)}`}
          onClick={() => onOpen(!open)}
        >
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
      <div id={id}>{open && <Details org={org} webhook={webhook} delivery={delivery} manage={manage} />}</div>
    </li>
  );
}

/** The headers of the last call in the form of HTTP, an empty line after them; nothing before the first. */
function headerLines(headers: Record<string, string> = {}): string[] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return lines.length > 0 ? [...lines.sort(), ""] : [];
}

type DetailsProps = Pick<Props, "org" | "webhook" | "delivery" | "manage">;

/** Every attempt that is kept, what was sent, and sending it again. */
function Details({ org, webhook, delivery, manage }: DetailsProps) {
  const intention = useRef(new Intention()).current;
  const replay = useMutation({
    mutationFn: () => replayDelivery(org, webhook.id, delivery.id, intention.keyFor(delivery.id)),
    onSuccess: () => {
      intention.fulfilled();
      say(t`It is sent again.`);
    },
  });
  const waits = delivery.state === "pending" || delivery.state === "retrying";
  const detail = useQuery(deliveryQuery(org, webhook.id, delivery));
  const payload = detail.data?.payload;
  const json = payload && JSON.stringify(payload, null, 2);
  return (
    <div className={styles.details}>
      {delivery.attempts.length > 0 && (
        <table className={styles.attempts}>
          <caption>{t`Attempts`}</caption>
          <thead>
            <tr>
              <th scope="col">{t`Time`}</th>
              <th scope="col">{t`Answer`}</th>
              <th scope="col">{t`Took`}</th>
            </tr>
          </thead>
          <tbody>
            {delivery.attempts.map((attempt) => (
              <tr key={attempt.at}>
                <td>{timeToTheSecond(attempt.at)}</td>
                <td>{attemptWords(attempt)}</td>
                <td>{attempt.status ? t`${attempt.latency_ms} ms` : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {waits && delivery.next_attempt_at && (
        <p className={styles.detail}>{t`The next attempt is at ${timeToTheSecond(delivery.next_attempt_at)}.`}</p>
      )}
      <p className={styles.detail}>
        {t`Id`} <code className={styles.inlineCode}>{delivery.id}</code>
      </p>
      {detail.isPending && (
        <div aria-busy="true">
          <Skeleton width="min(100%, 480px)" height={120} />
        </div>
      )}
      {detail.error && !detail.data && (
        <div className={styles.confirm}>
          <ProblemNotice error={detail.error} />
          <span>
            <Button onClick={() => detail.refetch()}>{t`Try again`}</Button>
          </span>
        </div>
      )}
      {payload === null && <p className={styles.detail}>{t`The event is not kept any longer.`}</p>}
      {json && (
        <div className={styles.code}>
          <section className={styles.program} aria-label={t`What was sent`}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and by keyboard, too */}
            <pre tabIndex={0}>{[...headerLines(detail.data?.headers), json].join("\n")}</pre>
          </section>
        </div>
      )}
      <div className={styles.detailButtons}>
        {manage && webhook.state === "enabled" && (
          <Button busy={replay.isPending} onClick={() => replay.mutate()}>
            {t`Replay`}
          </Button>
        )}
        {json && <CopyButton text={json} copied={t`The message is copied.`}>{t`Copy message`}</CopyButton>}
      </div>
      <ProblemNotice error={replay.error} />
    </div>
  );
}
