/** Back to the button that asked; when its row is gone, to the page's heading. */
export function focusAfter(from: HTMLElement | null): HTMLElement | null {
  return from?.isConnected ? from : document.querySelector<HTMLElement>("main h1[tabindex]");
}

/** What had the focus is gone: the keyboard goes on from the page's heading, once the page shows what is left. */
export function focusHeading(): void {
  requestAnimationFrame(() => focusAfter(null)?.focus({ preventScroll: true }));
}

/** To the first control of a form that is marked as wrong, once the marks are there. */
export function focusMistake(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
