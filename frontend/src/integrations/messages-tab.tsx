import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReceivedMessage } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { EmptyState, Panel, StateDot } from "@/design/surface";
import { exactTime } from "@/messages/dates";
import { ExactField } from "./exact-field";
import styles from "./integrations.module.css";
import { LoadMore } from "./load-more";
import { LogSkeleton } from "./log-skeleton";
import { messageTypeWords, outcomeWords } from "./message-words";
import { messagesQuery } from "./messages";

/** What came in by signed message, and what became of it. */
export function MessagesTab({ org }: { org: string }) {
  const list = useInfiniteQuery(messagesQuery(org));
  const messages = list.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <p className={styles.lead}>
        {t`Your HR system or CRM invites, updates and removes users by messages that it signs with the secret of a key. Here is what came in during the last 72 hours.`}
      </p>
      <div className={styles.address}>
        <ExactField
          label={t`Address for signed messages`}
          value={`${window.location.origin}/v1/provisioning/${org}`}
          copyLabel={t`Copy the address for signed messages`}
          copied={t`The address is copied.`}
        />
      </div>
      <Panel className={styles.panel}>
        {list.error && !messages ? (
          <ProblemPanel error={list.error} retry={() => list.refetch()} title={t`The messages could not be loaded`} />
        ) : !messages ? (
          <LogSkeleton />
        ) : messages.length === 0 ? (
          <EmptyState title={t`No messages in the last 72 hours`}>
            {t`To send some, create an API key with the scope “Signed messages”: it comes with a signing secret.`}
          </EmptyState>
        ) : (
          <ul>
            {messages.map((message) => (
              <MessageLine key={`${message.key.id} ${message.id} ${message.received_at}`} org={org} message={message} />
            ))}
          </ul>
        )}
      </Panel>
      <LoadMore list={list} />
    </>
  );
}

function MessageLine({ org, message }: { org: string; message: ReceivedMessage }) {
  const { words, tone } = outcomeWords(message.outcome);
  return (
    <li className={styles.logLine}>
      <span className={styles.logState}>
        <StateDot tone={tone}>{words}</StateDot>
      </span>
      <span className={styles.logWords}>
        <span>
          <strong>{messageTypeWords(message.type)}</strong> <Target org={org} target={message.target} />
        </span>
        {message.detail && <span className={styles.detail}>{message.detail}</span>}
        <span className={styles.detail}>
          {t`Key ${message.key.name || message.key.id}`} · <code>{message.id}</code>
        </span>
      </span>
      <time className={styles.logTime} dateTime={message.received_at}>
        {exactTime(message.received_at)}
      </time>
    </li>
  );
}

function Target({ org, target }: { org: string; target: ReceivedMessage["target"] }) {
  if (!target) return null;
  const name = target.name || target.email;
  if (!name) return t`somebody who is gone`;
  return (
    <Link className={styles.target} to="/orgs/$org/users/$id" params={{ org, id: target.id }}>
      {name}
    </Link>
  );
}
