import { t } from "@lingui/core/macro";

const LOCALE = "en-GB";

/** A day as people say it near to today: "Today", "Yesterday", "9 Nov", "28 Oct 2025". `day` is a date or a time. */
export function dayWords(day: string | null | undefined, now = new Date()): string {
  if (!day) return t`Never`;
  // A bare date is a day in UTC (the API keeps last activity to the day); a time is a moment where the reader is.
  const bare = day.length === 10;
  const date = new Date(day);
  const zone = bare ? "UTC" : undefined;
  const today = keyOf(now, zone);
  if (keyOf(date, zone) === today) return t`Today`;
  if (keyOf(date, zone) === keyOf(new Date(now.getTime() - 86_400_000), zone)) return t`Yesterday`;
  return shortDay(date, zone, date.getFullYear() !== now.getFullYear());
}

/** A day with its year: "3 Oct 2026". */
export function fullDay(time: string): string {
  return shortDay(new Date(time), undefined, true);
}

function keyOf(date: Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(date);
}

function shortDay(date: Date, timeZone: string | undefined, withYear: boolean): string {
  const year = withYear ? "numeric" : undefined;
  return new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year, timeZone }).format(date);
}

/** A moment to the minute, where the reader is: "3 Oct 2026, 14:05"; of a bare date the day with its weekday. */
export function exactTime(day: string): string {
  const bare = day.length === 10;
  const precision = bare
    ? ({ weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const)
    : ({ dateStyle: "medium", timeStyle: "short" } as const);
  return new Intl.DateTimeFormat(LOCALE, precision).format(new Date(day));
}

/** How long something still lasts: "in 6 days", "in 3 hours", "in 1 minute". */
export function timeLeft(until: string, now = new Date()): string {
  const minutes = Math.max(0, (Date.parse(until) - now.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat(LOCALE);
  if (minutes < 60) return words.format(Math.ceil(minutes), "minute");
  if (minutes < 48 * 60) return words.format(Math.floor(minutes / 60), "hour");
  return words.format(Math.floor(minutes / 60 / 24), "day");
}

/** A count with separators: 1,204. */
export function countWords(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(count);
}
