import type { ComponentProps, ReactNode } from "react";
import styles from "./bottom-bar.module.css";
import { classes } from "./classes";

type BottomBarProps = ComponentProps<"section"> & {
  /** How it stands, at the left. */
  words: ReactNode;
  /** What can be done, at the right; on a narrow page in a row below. */
  buttons: ReactNode;
  /** A notice above both. */
  notice?: ReactNode;
};

/** A bar that stays at the bottom of the window while the page is longer: what goes on above it, and what can be done. */
export function BottomBar({ words, buttons, notice, className, ...rest }: BottomBarProps) {
  return (
    <section className={classes(styles.bar, className)} {...rest}>
      {notice}
      <div className={styles.line}>
        <div className={styles.words}>{words}</div>
        <div className={styles.buttons}>{buttons}</div>
      </div>
    </section>
  );
}
