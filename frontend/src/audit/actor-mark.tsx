import { Cog, KeyRound, type LucideIcon, RefreshCw, Wrench } from "lucide-react";
import { Avatar } from "@/design/surface";
import styles from "./audit.module.css";
import type { Actor } from "./event";

const ICONS: Record<string, LucideIcon> = { key: KeyRound, scim: RefreshCw, operator: Wrench, system: Cog };

/** Initials of a person, an icon for whatever else acts. Decoration: who it was stands beside it. */
export function ActorMark({ actor }: { actor: Actor }) {
  const Icon = ICONS[actor.kind];
  if (!Icon) return <Avatar name={actor.name ?? ""} />;
  return (
    <span className={styles.mark} aria-hidden="true">
      <Icon size={16} strokeWidth={1.5} />
    </span>
  );
}
