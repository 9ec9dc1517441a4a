// Runs before anything else of the page (main.tsx imports it first): a link's token must not stay in the address bar, nor
// be seen by the router, the history or any request.

/** The pages that a mail leads to with a token, and where this tab keeps it. */
const KEYS = { "/accept": "invitation-token", "/block": "block-token" } as const;
export type LinkPage = keyof typeof KEYS;

/** Moves the token of /accept#token or /block#token into this tab's sessionStorage. */
function takeToken() {
  const page = window.location.pathname;
  if (!isLinkPage(page) || window.location.hash.length < 2) return;
  sessionStorage.setItem(KEYS[page], decodeURIComponent(window.location.hash.slice(1)));
  window.history.replaceState(window.history.state, "", page);
}

/** The token that this tab came with. */
export function keptToken(page: LinkPage): string | null {
  return sessionStorage.getItem(KEYS[page]);
}

/** What the link was for is done: the token is of no more use. */
export function forgetToken(page: LinkPage): void {
  sessionStorage.removeItem(KEYS[page]);
}

function isLinkPage(path: string): path is LinkPage {
  return path in KEYS;
}

takeToken();
// Another link may be opened in the same tab, also while the page is still starting.
window.addEventListener("hashchange", takeToken);
