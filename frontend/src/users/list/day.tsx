import { dayWords, exactTime, timeLeft } from "@/messages/dates";
import styles from "./rows.module.css";

type Props = { at: string | null | undefined /** It lies ahead: how long until then. */; ahead?: boolean };

/**
 * A day as people say it. The exact time shows when one points at it or when its row has the focus, and is always there for
 * screen readers.
 */
export function Day({ at, ahead }: Props) {
  if (!at) return <span className={styles.muted}>{dayWords(at)}</span>;
  return (
    <span className={styles.day}>
      <time dateTime={at}>{ahead ? timeLeft(at) : dayWords(at)}</time>{" "}
      <span className={styles.exact}>{exactTime(at)}</span>
    </span>
  );
}
