import type { ComponentProps } from "react";
import styles from "./check.module.css";
import { classes } from "./classes";

type CheckProps = Omit<ComponentProps<"input">, "type" | "ref"> & {
  /** Some of what it stands for is chosen. */
  mixed?: boolean;
};

/** The box of a checkbox, for where its words stand elsewhere. */
export function Check({ mixed, className, ...rest }: CheckProps) {
  return (
    <input
      type="checkbox"
      className={classes(styles.check, className)}
      ref={(input) => {
        if (input) input.indeterminate = mixed ?? false;
      }}
      {...rest}
    />
  );
}
