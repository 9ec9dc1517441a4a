import styles from "./audit.module.css";
import { timeToTheSecond, timeWords } from "./time-words";

/** When it was: roughly, and exactly while its row is pointed at or has the focus. */
export function EventTime({ at }: { at: string }) {
  return (
    <time className={styles.time} dateTime={at}>
      <span className={styles.rough}>{timeWords(at)}</span>
      <span className={styles.exact}>{timeToTheSecond(at)}</span>
    </time>
  );
}
