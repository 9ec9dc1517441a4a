import { Info, TriangleAlert } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { classes } from "./classes";
import { initials } from "./initials";
import styles from "./surface.module.css";

/** A bordered surface. */
export function Panel({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classes(styles.panel, className)}>{children}</div>;
}

/** A titled part of a Panel. */
export function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {hint && <p className={styles.sectionHint}>{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** A remark that has to be seen; `warning` and `danger` are announced. */
export function Notice({ tone, children }: { tone: "warning" | "danger" | "info"; children: ReactNode }) {
  const Icon = tone === "info" ? Info : TriangleAlert;
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === "info" ? undefined : "alert"}>
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <div className={styles.noticeText}>{children}</div>
    </div>
  );
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children && <div className={styles.emptyText}>{children}</div>}
      {actions && <div className={styles.emptyActions}>{actions}</div>}
    </div>
  );
}

/** The faint line that support asks for. */
export function RequestId({ id }: { id: string | undefined }) {
  return id ? <p className={styles.request}>{id}</p> : null;
}

/** A grey bar where words will be. */
export function Skeleton({ width, height }: { width: CSSProperties["width"]; height?: number }) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}

/** `organization`: small and square, in a line of words; `link`: square, as large as a person's in a list; `largeLink`: on its own page. */
type AvatarLook = "person" | "large" | "organization" | "link" | "largeLink";

const AVATAR_LOOKS: Record<AvatarLook, string | undefined> = {
  person: undefined,
  large: styles.avatarLarge,
  organization: styles.avatarSquare,
  link: styles.avatarLink,
  largeLink: classes(styles.avatarLarge, styles.avatarLink),
};

/** The initials of a person (round) or an organization (square). Decoration: the name stands beside it. */
export function Avatar({ name, look = "person" }: { name: string; look?: AvatarLook }) {
  return (
    <span className={classes(styles.avatar, AVATAR_LOOKS[look])} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** A state: a dot with a word, never a colour alone. */
export function StateDot({
  tone,
  children,
}: {
  tone: "good" | "warning" | "danger" | "muted" | "off";
  children: ReactNode;
}) {
  return (
    <span className={styles.state}>
      <span className={styles.dot} data-tone={tone} aria-hidden="true" />
      {children}
    </span>
  );
}

/** A small label: the main word, then a muted detail. */
export function Chip({ main, detail }: { main: string; detail?: string }) {
  return (
    <span className={styles.chip} title={detail ? `${main}: ${detail}` : main}>
      <span className={styles.chipMain}>{main}</span>
      {detail && <span className={styles.chipDetail}>{detail}</span>}
    </span>
  );
}
