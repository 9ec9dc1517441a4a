import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useRef, useState } from "react";
import type { MySession } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { focusAfter } from "@/design/focus-after";
import { Panel, Section, Skeleton, StateDot } from "@/design/surface";
import { exactTime } from "@/messages/dates";
import { deviceWords, isHandheld } from "./device-words";
import { EndSessions } from "./end-sessions";
import styles from "./security.module.css";
import { sessionsQuery } from "./sessions";

/** Where one is signed in, to be ended one by one or all but this one. */
export function SessionsCard() {
  const sessions = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<MySession | "others">();
  const from = useRef<HTMLElement | null>(null);
  const ask = (which: typeof ending) => (event: { currentTarget: HTMLElement }) => {
    from.current = event.currentTarget;
    setEnding(which);
  };
  const mine = sessions.data?.filter(({ current }) => current) ?? [];
  const others = sessions.data?.filter(({ current }) => !current) ?? [];
  return (
    <Panel>
      <Section title={t`Sessions`} hint={t`The browsers that you are signed in with.`}>
        {sessions.error && !sessions.data ? (
          <ProblemPanel error={sessions.error} retry={() => sessions.refetch()} />
        ) : !sessions.data ? (
          <div className={styles.session} aria-busy="true">
            <Skeleton width={220} />
          </div>
        ) : (
          <>
            <ul>
              {[...mine, ...others].map((session) => (
                <SessionLine key={session.id} session={session} onEnd={ask(session)} />
              ))}
            </ul>
            {others.length > 0 ? (
              <div className={styles.sessionsFoot}>
                <Button kind="dangerText" onClick={ask("others")}>{t`End all other sessions…`}</Button>
              </div>
            ) : (
              <p className={styles.onlyThis}>{t`You are signed in nowhere else.`}</p>
            )}
          </>
        )}
      </Section>
      {ending && (
        <EndSessions
          which={ending}
          count={others.length}
          onClose={() => setEnding(undefined)}
          finalFocus={() => focusAfter(from.current)}
        />
      )}
    </Panel>
  );
}

type LineProps = { session: MySession; onEnd: (event: { currentTarget: HTMLElement }) => void };

function SessionLine({ session: { user_agent, created_at, last_seen_at, current }, onEnd }: LineProps) {
  const Icon = isHandheld(user_agent) ? Smartphone : Monitor;
  const device = deviceWords(user_agent);
  return (
    <li className={styles.session}>
      <Icon size={16} strokeWidth={1.5} className={styles.device} aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.deviceName}>{device}</p>
        <p className={styles.detail}>{t`Signed in ${exactTime(created_at)}`}</p>
        {!current && <p className={styles.detail}>{t`Last seen ${exactTime(last_seen_at)}`}</p>}
      </div>
      {current ? (
        <StateDot tone="good">{t`This browser`}</StateDot>
      ) : (
        <Button kind="dangerText" aria-label={t`End the session of ${device}`} onClick={onEnd}>
          {t`End…`}
        </Button>
      )}
    </li>
  );
}
