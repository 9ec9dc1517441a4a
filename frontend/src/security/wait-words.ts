/** How long one still has to wait: "in 8 seconds", "in 4 minutes". */
export function waitWords(seconds: number): string {
  const words = new Intl.RelativeTimeFormat("en-GB");
  return seconds < 90 ? words.format(seconds, "second") : words.format(Math.ceil(seconds / 60), "minute");
}
