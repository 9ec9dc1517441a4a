import type { ComponentProps, ReactNode } from "react";
import styles from "./outcome-list.module.css";
import { StateDot } from "./surface";

/** What became of each of many, in a box that scrolls: Outcomes inside. */
export function OutcomeList({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and by keyboard, too
    <ul className={styles.list} aria-label={label} tabIndex={0}>
      {children}
    </ul>
  );
}

type OutcomeProps = {
  who: string;
  /** Under `who`, fainter. */
  address?: string;
  tone: ComponentProps<typeof StateDot>["tone"];
  word: string;
  /** Why it came so. */
  reason?: string;
};

/** What became of one of them. */
export function Outcome({ who, address, tone, word, reason }: OutcomeProps) {
  return (
    <li className={styles.outcome}>
      <span className={styles.who}>
        <span>{who}</span>
        {address && <span className={styles.detail}>{address}</span>}
      </span>
      <StateDot tone={tone}>{word}</StateDot>
      {reason && <span className={styles.reason}>{reason}</span>}
    </li>
  );
}
