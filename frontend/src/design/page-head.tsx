import type { ReactNode } from "react";
import { classes } from "./classes";
import styles from "./page-head.module.css";

/** The title of a page; at the right what one can do there. */
export function PageHead({ title, className, children }: { title: string; className?: string; children?: ReactNode }) {
  return (
    <div className={classes(styles.head, className)}>
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </div>
  );
}
