import type { ComponentProps, ReactNode } from "react";
import styles from "./form-parts.module.css";

/** What stands below one another in a dialog: fields and parts. */
export function FormParts({ children }: { children: ReactNode }) {
  return <div className={styles.parts}>{children}</div>;
}

/** The same as a form of its own. */
export function FormOfParts(props: Omit<ComponentProps<"form">, "className">) {
  return <form className={styles.parts} {...props} />;
}

/** A part of a dialog that is more than one field, under a heading where it has one. */
export function FormPart({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.part}>
      {title && <h3 className={styles.title}>{title}</h3>}
      {children}
    </div>
  );
}
