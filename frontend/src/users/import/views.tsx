import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/design/button";
import { countWords } from "@/messages/dates";
import styles from "./rows.module.css";

type ViewsProps<View extends string> = {
  label: string;
  views: { id: View; name: string; count: number }[];
  value: View;
  onChange: (view: View) => void;
  /** At the right. */
  aside?: ReactNode;
};

/** One of a few parts of the rows to look at, each with its count. */
export function Views<View extends string>({ label, views, value, onChange, aside }: ViewsProps<View>) {
  return (
    <div className={styles.rowsHead}>
      <fieldset className={styles.views} aria-label={label}>
        {views.map(({ id, name, count }) => (
          <button key={id} type="button" aria-pressed={id === value} onClick={() => onChange(id)}>
            {name} <span className={styles.count}>{countWords(count)}</span>
          </button>
        ))}
      </fieldset>
      {aside}
    </div>
  );
}

/** Who stands in a row: the name above the address, or the address alone. */
export function Who({ name, email }: { name?: string; email: string }) {
  return (
    <div className={styles.who}>
      {name && <span className={styles.name}>{name}</span>}
      <span className={name ? styles.muted : styles.name}>{email || "–"}</span>
    </div>
  );
}

type RowButtonProps = ComponentProps<"button"> & { icon: LucideIcon; words: string; label: string };

/** Something to do with a row: in words, and as an icon where there is no room for them. */
export function RowButton({ icon: Icon, words, label, ...rest }: RowButtonProps) {
  return (
    <Button kind="link" className={styles.rowButton} aria-label={label} title={label} {...rest}>
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <span>{words}</span>
    </Button>
  );
}
