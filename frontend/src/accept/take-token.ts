// Runs before anything else of the page (main.tsx imports it first): an invitation's token must not stay in the address
// bar, nor be seen by the router, the history or any request.

const KEY = "invitation-token";

/** Moves the token of /accept#token into this tab's sessionStorage. Gives back whether there was one. */
export function takeToken(): boolean {
  if (window.location.pathname !== "/accept" || window.location.hash.length < 2) return false;
  sessionStorage.setItem(KEY, decodeURIComponent(window.location.hash.slice(1)));
  window.history.replaceState(window.history.state, "", "/accept");
  return true;
}

/** The token that this tab came with. */
export function keptToken(): string | null {
  return sessionStorage.getItem(KEY);
}

/** The invitation was answered: the token is of no more use. */
export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}

takeToken();
