import { t } from "@lingui/core/macro";
import type { Me } from "@/api/types";
import { Button } from "@/design/button";
import { Avatar, StateDot } from "@/design/surface";
import { fullDay } from "@/messages/dates";
import { memberStateWords } from "@/organizations/state-words";
import { ActionsMenu, actionName, isDangerous } from "../actions/actions-menu";
import { availableActions, type PersonAction } from "../actions/available-actions";
import type { PersonActions } from "../actions/use-person-actions";
import { isOver, type Person, personName } from "../person";
import styles from "./person.module.css";

/** What this page itself is for, and what its notice about the e-mail offers. */
const ELSEWHERE: PersonAction[] = ["edit", "view", "edit_address"];

type Props = { person: Person; me: Me; actions: PersonActions };

/** Who it is, since when and through whom, and what can be done. */
export function PersonHead({ person, me, actions }: Props) {
  const possible = availableActions(person, me).filter((action) => !ELSEWHERE.includes(action));
  const buttons = possible.filter((action) => !isAboutLink(action));
  const main: PersonAction | undefined = possible.find((action) => action === "approve");
  return (
    <header className={styles.head}>
      <Avatar name={personName(person)} look="large" />
      <div className={styles.who}>
        <h1 tabIndex={-1}>{personName(person)}</h1>
        <p className={styles.facts}>{factsOf(person).join(" · ")}</p>
        <PersonState person={person} />
      </div>
      {buttons.length > 0 && (
        <div className={styles.actions}>
          {buttons.map((action) => (
            <Button
              key={action}
              kind={action === main ? "primary" : isDangerous(action) ? "dangerText" : "secondary"}
              busy={actions.busyWith === person.id && action === main}
              onClick={(event) => actions.start(action, person, event.currentTarget)}
            >
              {actionName(action)}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.more}>
        <ActionsMenu person={person} actions={possible.filter(isAboutLink)} onAction={actions.start} />
      </div>
    </header>
  );
}

/** Rarely wanted, so behind the ⋯. */
function isAboutLink(action: PersonAction): boolean {
  return action === "copy_link" || action === "reset_link";
}

function PersonState({ person }: { person: Person }) {
  if (person.kind === "invitation") {
    if (isOver(person)) return null;
    const ends = person.expiresAt && fullDay(person.expiresAt);
    return (
      <p className={styles.states}>
        <StateDot tone="muted">{ends ? t`Invited, ends ${ends}` : t`Invited`}</StateDot>
      </p>
    );
  }
  if (person.list === "active" || person.list === "invited") return null;
  return (
    <p className={styles.states}>
      <StateDot tone="warning">{memberStateWords(person.list)}</StateDot>
    </p>
  );
}

function factsOf(person: Person): string[] {
  const facts: string[] = [];
  if (person.name) facts.push(person.email);
  // Who waits for approval has both addresses side by side below.
  if (person.invitedEmail && person.list !== "pending_approval") facts.push(t`invited as ${person.invitedEmail}`);
  if (person.since) {
    const day = fullDay(person.since);
    const by = person.invitedBy?.name;
    if (person.kind === "invitation") facts.push(by ? t`invited ${day} by ${by}` : t`invited ${day}`);
    else if (person.list === "pending_approval")
      facts.push(by ? t`accepted ${day}, invited by ${by}` : t`accepted ${day}`);
    else facts.push(by ? t`joined ${day}, invited by ${by}` : t`joined ${day}`);
  }
  return facts;
}
