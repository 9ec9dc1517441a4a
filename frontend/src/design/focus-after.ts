/** Back to the button that asked; when its row is gone, to the page's heading. */
export function focusAfter(from: HTMLElement | null): HTMLElement | null {
  return from?.isConnected ? from : document.querySelector<HTMLElement>("main h1[tabindex]");
}
