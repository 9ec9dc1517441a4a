import { ProblemError, problemFrom } from "@/api/problems";

type SignIn = {
  /** A path on this site. It must never carry a token. */
  returnTo: string;
  /** `signup` opens the provider's page for a new account, `select_account` lets one choose among several. */
  screen?: "signup" | "select_account";
  /** The address to fill in. */
  hint?: string;
};

/** Where the browser goes to sign in: the server sends it on to the provider. */
export function signInAddress({ returnTo, screen, hint }: SignIn): string {
  const query = new URLSearchParams({ return_to: returnTo });
  if (screen) query.set("screen_hint", screen);
  if (hint) query.set("login_hint", hint);
  return `/auth/login?${query}`;
}

/** This page's own path for coming back after sign-in, without the fragment, which may hold a token. */
export function here(): string {
  return window.location.pathname + window.location.search;
}

/**
 * Ends the session here and then at the provider: the server names the provider's address for signing out, if there is
 * one, and the browser goes there.
 */
export async function signOut(): Promise<void> {
  const response = await fetch("/auth/logout", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: "{}",
  });
  const body = await response.json().catch(() => undefined);
  if (!response.ok && response.status !== 401) throw new ProblemError(problemFrom(body, response));
  const next = typeof body?.url === "string" ? body.url : "/";
  window.location.assign(next);
}
