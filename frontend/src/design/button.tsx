import type { ComponentProps } from "react";
import styles from "./button.module.css";
import { classes } from "./classes";

/** One filled (`primary`) button a view. `danger` is for the button of a confirming dialog; before it, `dangerText`. */
export type ButtonKind = "primary" | "secondary" | "quiet" | "link" | "danger" | "dangerText";

type Look = { kind?: ButtonKind; large?: boolean; wide?: boolean };

/** The classes of a button, for links and menu triggers that look like one. */
export function buttonClass({ kind = "secondary", large = false, wide = false }: Look = {}): string {
  return classes(styles.button, styles[kind], large && styles.large, wide && styles.wide);
}

type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

/** A button; while `busy` it keeps its width and focus, shows a turning ring and does nothing. */
export function Button({ kind, large, wide, busy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classes(buttonClass({ kind, large, wide }), className)}
      data-busy={busy ? "" : undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy && <span className={styles.spinner} aria-hidden="true" />}
      {children}
    </button>
  );
}

/** A button that is an icon only; `label` is its accessible name and its tooltip. */
export function IconButton({ label, className, ...rest }: ComponentProps<"button"> & { label: string }) {
  return (
    <button type="button" className={classes(styles.icon, className)} aria-label={label} title={label} {...rest} />
  );
}
