import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { problemWords } from "@/api/problems";
import type { AgencyPerson } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Panel } from "@/design/surface";
import { say, sayProblem } from "@/design/toasts";
import styles from "./agencies.module.css";
import { BlockQuestion } from "./block-question";
import { agencyPeopleQuery } from "./link-records";
import { setBlocked } from "./link-writes";
import type { Link } from "./links";
import { PEOPLE_HASH } from "./people-hash";
import { PersonLine, PersonLinesSkeleton } from "./person-line";

type Asked = { person: AgencyPerson; from: HTMLElement | null };

/** Everybody who gets in through an agency, and blocking one of them. */
export function AgencyPeople({ org, link }: { org: string; link: Link }) {
  const { id, name } = link.other;
  const active = link.state === "active";
  const people = useQuery({ ...agencyPeopleQuery(org, id), enabled: active });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const wanted = useLocation({ select: ({ hash }) => hash === PEOPLE_HASH });
  useEffect(() => {
    if (!wanted) return;
    heading.current?.scrollIntoView();
    heading.current?.focus({ preventScroll: true });
  }, [wanted]);

  const letIn = useMutation({
    mutationFn: ({ user }: AgencyPerson) => setBlocked(org, id, user.id, false),
    onSuccess: (_, { user }) => say(t`${user.name} can get in again.`),
    onError: (error) => sayProblem(problemWords(error)),
  });
  return (
    <Panel className={styles.under}>
      <section aria-labelledby={PEOPLE_HASH}>
        <div className={styles.underHead}>
          <div>
            <h2 id={PEOPLE_HASH} tabIndex={-1} ref={heading}>{t`Who of ${name} gets in`}</h2>
            <p className={styles.hint}>{t`${name} chooses them. You can keep single people out.`}</p>
          </div>
        </div>
        {!active ? (
          <p className={styles.remark}>{t`Nobody yet: ${name} has not accepted the invitation.`}</p>
        ) : people.error && !people.data ? (
          <ProblemPanel error={people.error} retry={() => people.refetch()} />
        ) : people.data === undefined ? (
          <PersonLinesSkeleton />
        ) : people.data.length === 0 ? (
          <p className={styles.remark}>{t`Nobody yet: ${name} has not chosen anybody to work here.`}</p>
        ) : (
          <ul className={styles.people}>
            {people.data.map((person) => (
              <PersonLine
                key={person.member}
                person={person}
                blockedWords={t`Blocked`}
                keptOut={t`Does not get in: suspended there, or without the two-factor that you require`}
              >
                {person.blocked ? (
                  <Button
                    aria-label={t`Let ${person.user.name} in again`}
                    busy={letIn.isPending && letIn.variables.member === person.member}
                    onClick={() => letIn.mutate(person)}
                  >
                    {t`Let in again`}
                  </Button>
                ) : (
                  <Button
                    kind="dangerText"
                    aria-label={t`Block ${person.user.name}…`}
                    onClick={(event) => {
                      setAsked({ person, from: event.currentTarget });
                      setAsking(true);
                    }}
                  >
                    {t`Block…`}
                  </Button>
                )}
              </PersonLine>
            ))}
          </ul>
        )}
      </section>
      {asked && (
        <BlockQuestion
          org={org}
          link={link}
          person={asked.person}
          open={asking}
          onClose={() => setAsking(false)}
          finalFocus={() => (asked.from?.isConnected ? asked.from : heading.current)}
        />
      )}
    </Panel>
  );
}
