import { lazy, Suspense, useCallback, useSyncExternalStore } from "react";

// The code that shows toasts is fetched with the first one.

export type ToastWords = { words: string; problem: boolean };

let waiting: ToastWords[] = [];
let wanted = false;
let show: ((toast: ToastWords) => void) | undefined;
const listeners = new Set<() => void>();

const ToastRegion = lazy(async () => {
  const region = await import("./toast-region");
  show = region.showToast;
  return { default: region.ToastRegion };
});

/** Says in passing that something was done; gone after some seconds, read out politely. */
export function say(words: string): void {
  add({ words, problem: false });
}

/** Says that something did not work; stays twice as long and is read out at once. */
export function sayProblem(words: string): void {
  add({ words, problem: true });
}

function add(toast: ToastWords) {
  if (show && waiting.length === 0) return show(toast);
  waiting.push(toast);
  wanted = true;
  for (const changed of listeners) changed();
}

/** Shows what `say` and `sayProblem` say. */
export function Toasts() {
  const needed = useSyncExternalStore(subscribe, () => wanted);
  const flush = useCallback(() => {
    for (const toast of waiting) show?.(toast);
    waiting = [];
  }, []);
  return <Suspense>{needed && <ToastRegion onReady={flush} />}</Suspense>;
}

function subscribe(changed: () => void) {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
