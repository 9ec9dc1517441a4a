import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import { classes } from "./classes";
import styles from "./menu.module.css";

export type MenuProps = {
  /** The button that opens the menu; it keeps its own look. */
  trigger: ReactElement;
  align?: "start" | "end";
  children: ReactNode;
};

/** A menu under a button, which opens as soon as it is there. Focus returns to the button when it closes. */
export function OpeningMenu({ trigger, align = "start", children }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    button.current?.focus();
    button.current?.click();
  }, []);
  return (
    <Base.Root modal={false}>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} align={align} sideOffset={6} collisionPadding={8}>
          <Base.Popup className={styles.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type ItemProps = { onSelect?: () => void; dangerous?: boolean; disabled?: boolean; children: ReactNode };

/** Something to do. Dangerous ones are red text and end in "…" because a dialog asks first. */
export function Item({ onSelect, dangerous, disabled, children }: ItemProps) {
  return (
    <Base.Item className={classes(styles.item, dangerous && styles.dangerous)} onClick={onSelect} disabled={disabled}>
      {children}
    </Base.Item>
  );
}

export type LinkProps = { link: ReactElement; children: ReactNode };

/** Somewhere to go; `link` is the router's link or an anchor. */
export function LinkItem({ link, children }: LinkProps) {
  return (
    <Base.LinkItem className={styles.item} render={link} closeOnClick>
      {children}
    </Base.LinkItem>
  );
}

export type ChoiceProps<Value extends string> = {
  value: Value;
  onChange: (value: Value) => void;
  options: { value: Value; label: ReactNode }[];
  heading?: string;
};

/** One of several, the present one marked. */
export function Choice<Value extends string>({ value, onChange, options, heading }: ChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      {heading && <Heading>{heading}</Heading>}
      {options.map((option) => (
        <Base.RadioItem key={option.value} className={styles.item} value={option.value} closeOnClick>
          {option.label}
          <Base.RadioItemIndicator className={styles.mark}>
            <Check size={16} strokeWidth={1.5} aria-hidden="true" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** A line between groups. */
export function Separator() {
  return <Base.Separator className={styles.separator} />;
}

/** Words above a group; no item. */
export function Heading({ children }: { children: ReactNode }) {
  return <div className={styles.heading}>{children}</div>;
}
