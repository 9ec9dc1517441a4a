import { t } from "@lingui/core/macro";

const LOCALE = "en-GB";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When it was, under the heading of its day: "5 min ago" today, "14:05" on other days. */
export function timeWords(at: string, now = new Date()): string {
  const moment = new Date(at);
  if (moment.toDateString() !== now.toDateString()) {
    return new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" }).format(moment);
  }
  const ago = now.getTime() - moment.getTime();
  if (ago < MINUTE) return t`Just now`;
  const format = new Intl.RelativeTimeFormat(LOCALE, { style: "short" });
  return ago < HOUR
    ? format.format(-Math.floor(ago / MINUTE), "minute")
    : format.format(-Math.floor(ago / HOUR), "hour");
}

/** The exact time, to the second and with its zone: "22 Nov 2026, 10:42:07 CET". */
export function timeToTheSecond(at: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(at));
}
