import type { ComponentProps } from "react";
import { classes } from "./classes";
import styles from "./progress.module.css";

/** How far something is; without a `value` it only says that it goes on. */
export function Progress({ className, ...rest }: ComponentProps<"progress"> & { "aria-label": string }) {
  return <progress className={classes(styles.progress, className)} {...rest} />;
}
