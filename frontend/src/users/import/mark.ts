const PREFIX = "roster-import-";

/** Whether an import of this organization may be kept in this browser: asked by pages that would not load its code. */
export function isMarked(org: string): boolean {
  return localStorage.getItem(PREFIX + org) !== null;
}

/** Notes that an import is kept. It says nothing about it. */
export function setMark(org: string): void {
  localStorage.setItem(PREFIX + org, "1");
}

/** Notes that none is kept any more. */
export function clearMark(org: string): void {
  localStorage.removeItem(PREFIX + org);
}

/** Whoever signs out leaves no addresses behind. */
export async function forgetImports(): Promise<void> {
  const marks = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  if (marks.length === 0) return;
  for (const mark of marks) localStorage.removeItem(mark);
  const { forgetAll } = await import("./kept");
  await forgetAll();
}
