import { type ComponentProps, type ReactNode, useId } from "react";
import { Check } from "./check";
import styles from "./choice.module.css";
import { classes } from "./classes";

type CheckProps = Omit<ComponentProps<"input">, "type" | "ref"> & { label: ReactNode; detail?: ReactNode };

/** A checkbox with its words beside it. */
export function Checkbox({ label, detail, className, id, ...rest }: CheckProps) {
  const ownId = useId();
  const detailId = useId();
  return (
    <label className={classes(styles.checkLine, className)} htmlFor={id ?? ownId}>
      <Check id={id ?? ownId} aria-describedby={detail ? detailId : undefined} {...rest} />
      <span>
        {label}
        {detail && (
          <span className={styles.detail} id={detailId}>
            {detail}
          </span>
        )}
      </span>
    </label>
  );
}

type ToggleProps = Omit<ComponentProps<"input">, "type" | "checked"> & {
  /** `mixed`: some of what the toggle stands for is on. */
  state: "on" | "off" | "mixed";
};

/** A toggle for a whole group. It is a checkbox because a switch has no mixed state. */
export function Toggle({ state, className, ...rest }: ToggleProps) {
  return (
    <input
      type="checkbox"
      className={classes(styles.toggle, className)}
      checked={state === "on"}
      ref={(input) => {
        if (input) input.indeterminate = state === "mixed";
      }}
      {...rest}
    />
  );
}

export type CardOption<Value extends string> = {
  value: Value;
  name: string;
  detail: string;
  disabled?: boolean;
};

type CardsProps<Value extends string> = {
  /** The accessible name of the group. */
  label: string;
  options: CardOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** One under the other, where there is no room beside. */
  stacked?: boolean;
};

/** One of a few, each a card with a line of explanation. */
export function RadioCards<Value extends string>({ label, options, value, onChange, stacked }: CardsProps<Value>) {
  const name = useId();
  return (
    <div className={styles.cards} data-stacked={stacked || undefined} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label className={styles.card} key={option.value}>
          <input
            type="radio"
            className={styles.cardInput}
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            aria-label={option.name}
            aria-describedby={`${name}-${option.value}`}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.cardName}>{option.name}</span>
          <span className={styles.cardDetail} id={`${name}-${option.value}`}>
            {option.detail}
          </span>
        </label>
      ))}
    </div>
  );
}
