import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { AgencyPerson } from "@/api/types";
import { classes } from "@/design/classes";
import { Avatar, Skeleton, StateDot } from "@/design/surface";
import { Day } from "@/users/list/day";
import rows from "@/users/list/rows.module.css";
import styles from "./agencies.module.css";
import { GrantsInShort } from "./grants-in-short";

type Props = {
  person: AgencyPerson;
  /** Whether it is who looks. */
  own?: boolean;
  /** Why the person does not get in although nobody blocked them. */
  keptOut: string;
  /** That the client blocked them. */
  blockedWords: string;
  /** What can be done. */
  children: ReactNode;
};

/** Somebody of an agency at a client: who, what counts or why nothing does, when last there. */
export function PersonLine({ person, own = false, keptOut, blockedWords, children }: Props) {
  const { user, access, blocked, last_active_on } = person;
  return (
    <li className={styles.person}>
      <span className={rows.who}>
        <Avatar name={user.name} />
        <span className={rows.twoLines}>
          <span className={rows.name}>
            <span className={rows.nameText}>{user.name}</span>
            {own && <span className={rows.you}>{t`(you)`}</span>}
          </span>
          <span className={rows.address} title={user.email}>
            {user.email}
          </span>
        </span>
      </span>
      {blocked ? (
        <span className={styles.personState}>
          <StateDot tone="danger">{blockedWords}</StateDot>
        </span>
      ) : access ? (
        <GrantsInShort {...person} />
      ) : (
        <span className={classes(styles.personState, rows.muted)}>{keptOut}</span>
      )}
      <span className={styles.lastActive}>
        <span className={styles.lastActiveLabel}>{t`Last active:`} </span>
        <Day at={last_active_on} />
      </span>
      <span className={styles.personEnd}>{children}</span>
    </li>
  );
}

/** The same while they load. */
export function PersonLinesSkeleton() {
  return (
    <ul className={styles.people} aria-busy="true">
      {[1, 2].map((line) => (
        <li key={line} className={styles.person}>
          <Skeleton width={180} />
          <Skeleton width={140} />
        </li>
      ))}
    </ul>
  );
}
