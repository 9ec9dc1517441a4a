// Days are written as the date input writes them, "2026-11-22", and mean the reader's days.

/** Whether the text is a day that there is: "2026-02-30" is none. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return dayOf(date) === text;
}

/** The day of a moment, where the reader is. */
export function dayOf(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/**
 * The days from `from` to `to`, both of them whole, as the API's instants: from the first moment of the one (inclusive) to
 * the first moment after the other (exclusive). A day of 23 or 25 hours is as long as it is. Empty means no bound.
 */
export function daysToInstants(from: string, to: string): { from?: string; to?: string } {
  return {
    from: from ? firstMoment(from, 0) : undefined,
    to: to ? firstMoment(to, 1) : undefined,
  };
}

function firstMoment(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
