import type { ReactNode } from "react";
import { classes } from "./classes";
import styles from "./pages.module.css";

type PagesProps = {
  /** Names the landmark: "Pages of the list". */
  label: string;
  /** Which part is shown; read out when it changes. */
  words: ReactNode;
  className?: string;
  /** The ways to the part before and the part after. */
  children: ReactNode;
};

/** Under a list that is shown in parts. */
export function Pages({ label, words, className, children }: PagesProps) {
  return (
    <nav className={classes(styles.pages, className)} aria-label={label}>
      <span className={styles.words} role="status">
        {words}
      </span>
      {children}
    </nav>
  );
}
