import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ProblemNotice, ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { focusAfter, focusHeading } from "@/design/focus-after";
import { Panel, Section, Skeleton, StateDot } from "@/design/surface";
import { say } from "@/design/toasts";
import { fullDay } from "@/messages/dates";
import { EnrolmentDialog } from "./enrolment-dialog";
import { NewCodesDialog } from "./new-codes-dialog";
import styles from "./security.module.css";
import { TurnOffDialog } from "./turn-off-dialog";
import { myselfQuery, twoFactorChanged } from "./two-factor";
import { useEnrolment } from "./use-enrolment";

/** Whether signing in asks for a code as well, since when, and how that is changed. */
export function TwoFactorCard() {
  const me = useQuery(myselfQuery);
  const on = me.data?.two_factor;
  const was = useRef(on);
  // The button that began it is gone with what stood there before.
  useEffect(() => {
    if (was.current !== undefined && was.current !== on) focusHeading();
    was.current = on;
  }, [on]);
  return (
    <Panel>
      <Section
        title={t`Two-factor authentication`}
        hint={t`Signing in then asks for a code of an app on your phone as well, so that a stolen password is not enough.`}
      >
        {me.error && !me.data ? (
          <ProblemPanel error={me.error} retry={() => me.refetch()} />
        ) : !me.data ? (
          <div className={styles.line} aria-busy="true">
            <Skeleton width={140} />
          </div>
        ) : me.data.two_factor ? (
          <On since={me.data.two_factor_since} />
        ) : (
          <Off />
        )}
      </Section>
    </Panel>
  );
}

function Off() {
  const enrolment = useEnrolment();
  const opener = useRef<HTMLButtonElement>(null);
  const done = async () => {
    await twoFactorChanged();
    enrolment.forget();
    say(t`Two-factor authentication is on.`);
  };
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <StateDot tone="off">{t`Off`}</StateDot>
        <Button ref={opener} kind="primary" busy={enrolment.beginning && !enrolment.secret} onClick={enrolment.begin}>
          {t`Turn on…`}
        </Button>
      </div>
      <ProblemNotice error={enrolment.refused} />
      {(enrolment.secret || enrolment.recoveryCodes) && (
        <EnrolmentDialog enrolment={enrolment} onDone={done} finalFocus={() => focusAfter(opener.current)} />
      )}
    </div>
  );
}

function On({ since }: { since: string | undefined }) {
  const [asking, setAsking] = useState<"turn off" | "new codes">();
  const from = useRef<HTMLElement | null>(null);
  const ask = (what: typeof asking) => (event: { currentTarget: HTMLElement }) => {
    from.current = event.currentTarget;
    setAsking(what);
  };
  const dialog = { onClose: () => setAsking(undefined), finalFocus: () => focusAfter(from.current) };
  return (
    <div className={styles.line}>
      <StateDot tone="good">{since ? t`On since ${fullDay(since)}` : t`On`}</StateDot>
      <div className={styles.buttons}>
        <Button onClick={ask("new codes")}>{t`New recovery codes…`}</Button>
        <Button kind="dangerText" onClick={ask("turn off")}>
          {t`Turn off…`}
        </Button>
      </div>
      {asking === "turn off" && <TurnOffDialog {...dialog} />}
      {asking === "new codes" && <NewCodesDialog {...dialog} />}
    </div>
  );
}
