import { Skeleton } from "@/design/surface";
import styles from "./integrations.module.css";

const LINES = [260, 220, 300, 240];

/** What stands there while a log loads, of the same measures. */
export function LogSkeleton() {
  return (
    <ul aria-busy="true">
      {LINES.map((width) => (
        <li key={width} className={styles.logLine}>
          <Skeleton width={80} />
          <span className={styles.logWords}>
            <Skeleton width={`min(100%, ${width}px)`} />
          </span>
        </li>
      ))}
    </ul>
  );
}
