import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import styles from "./select.module.css";

export type SelectOption = { value: string; label: string; detail?: string; disabled?: boolean };

type SelectProps = {
  label: string;
  options: SelectOption[];
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  id?: string;
};

/** One of several in a list that opens under its button. */
export function Select({ label, options, value, onChange, disabled, id }: SelectProps) {
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
      modal={false}
    >
      <Base.Trigger className={styles.trigger} aria-label={label} id={id}>
        <Base.Value className={styles.value} />
        <Base.Icon className={styles.icon}>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false} collisionPadding={8}>
          <Base.Popup className={styles.popup}>
            <Base.List className={styles.list}>
              {options.map((option) => (
                <Base.Item key={option.value} className={styles.item} value={option.value} disabled={option.disabled}>
                  <span className={styles.itemText}>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.detail && <span className={styles.itemDetail}>{option.detail}</span>}
                  </span>
                  <Base.ItemIndicator className={styles.mark}>
                    <Check size={16} strokeWidth={1.5} aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
