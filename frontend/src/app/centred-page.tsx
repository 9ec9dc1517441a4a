import { type ReactNode, useEffect, useRef } from "react";
import styles from "./centred-page.module.css";
import { productName } from "./config";

type CentredPageProps = {
  title: ReactNode;
  children: ReactNode;
  below?: ReactNode;
  /** It answers what was pressed on the card before: read out, and the keyboard goes on from its title. */
  answers?: boolean;
};

/** One card in the middle of the page: sign-in, accepting, and everything that stands in the way of both. */
export function CentredPage({ title, children, below, answers = false }: CentredPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (answers) heading.current?.focus();
  }, [answers]);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <div className={styles.card}>
          <div className={styles.mark} aria-hidden="true">
            {productName().slice(0, 1)}
          </div>
          <h1 className={styles.title} tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {children}
        </div>
        {below && <div className={styles.below}>{below}</div>}
      </div>
    </main>
  );
}

/** A muted paragraph of the card. */
export function CardText({ children }: { children: ReactNode }) {
  return <p className={styles.text}>{children}</p>;
}

/** Notices, forms and lists of the card, with air between them. */
export function CardStack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}

/** The buttons of the card, each as wide as the card. */
export function CardActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
