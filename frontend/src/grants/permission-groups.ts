import type { PermissionGroup } from "@/api/types";

/** How much of a group somebody holds. */
type GroupState = "on" | "off" | "mixed";

/** The state of a group's toggle. */
export function groupState(group: PermissionGroup, held: string[]): GroupState {
  const count = heldOf(group, held);
  if (count === 0) return "off";
  return count === group.permissions.length ? "on" : "mixed";
}

/** How many of a group's permissions somebody holds. */
export function heldOf(group: PermissionGroup, held: string[]): number {
  return group.permissions.filter(({ id }) => held.includes(id)).length;
}

/**
 * What somebody holds after the group's toggle was pressed: all of it, or nothing when all was held. Permissions that the
 * actor may not change stay as they are, and count as settled.
 */
export function toggleGroup(
  group: PermissionGroup,
  held: string[],
  mayChange: (permission: string) => boolean,
): string[] {
  const changeable = group.permissions.map(({ id }) => id).filter(mayChange);
  const allHeld = changeable.every((permission) => held.includes(permission));
  if (allHeld) return held.filter((permission) => !changeable.includes(permission));
  return [...held, ...changeable.filter((permission) => !held.includes(permission))];
}

/** What somebody holds after one permission was pressed. */
export function togglePermission(held: string[], permission: string): string[] {
  return held.includes(permission) ? held.filter((other) => other !== permission) : [...held, permission];
}
