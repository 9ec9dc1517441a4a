import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "./classes";
import styles from "./filter.module.css";

/** The classes of what narrows a list down; `on` while it does. */
export function filterClass(on: boolean): string {
  return classes(styles.filter, on && styles.on);
}

type FilterButtonProps = Omit<ComponentProps<"button">, "className"> & { on: boolean; words: string; icon: LucideIcon };

/** A filter that is pressed: it opens its menu, or goes away. */
export function FilterButton({ on, words, icon: Icon, ...rest }: FilterButtonProps) {
  return (
    <button type="button" {...rest} className={filterClass(on)}>
      <span className={styles.words}>{words}</span>
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}
