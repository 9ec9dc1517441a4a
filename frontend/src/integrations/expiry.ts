import { isDay } from "@/audit/days";

/** When a key is to end: never, after so many days, or on a day of one's own. */
export const EXPIRIES = ["never", "30", "90", "365", "day"] as const;
export type Expiry = (typeof EXPIRIES)[number];

/**
 * The last moment of the key's last day, where the reader is; undefined for never. The same choice gives the same moment all
 * day long, so that asking again is the same request. Undefined, too, for a day that is none.
 */
export function expiresAt(expiry: Expiry, day: string, now = new Date()): Date | undefined {
  if (expiry === "never") return undefined;
  if (expiry === "day") {
    if (!isDay(day)) return undefined;
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    return new Date(year, month - 1, date, 23, 59, 59);
  }
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + Number(expiry), 23, 59, 59);
}

/** How near its end a key is. */
export type ExpiryState = "never" | "far" | "near" | "over";

const NEAR = 14 * 86_400_000; // milliseconds

export function expiryState(expires: string | null, now = new Date()): ExpiryState {
  if (!expires) return "never";
  const left = Date.parse(expires) - now.getTime();
  return left <= 0 ? "over" : left <= NEAR ? "near" : "far";
}
