import { X } from "lucide-react";
import type { ComponentProps } from "react";
import styles from "./chip-remove.module.css";

/** The × at the end of a chip; the label says what goes. */
export function ChipRemove(props: ComponentProps<"button"> & { "aria-label": string }) {
  return (
    <button type="button" className={styles.remove} {...props}>
      <X size={13} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
