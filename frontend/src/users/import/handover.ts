/** A file, or words that were pasted, on their way from where they were dropped to the import. */
export type Given = { name: string; content: Blob };

let waiting: Given | undefined;

/** Leaves it for the import, which is opened next. */
export function handOver(given: Given): void {
  waiting = given;
}

/** Takes what was left, once. */
export function takeGiven(): Given | undefined {
  const given = waiting;
  waiting = undefined;
  return given;
}
