import { answer, api, writing } from "@/api/client";
import { forgetImports } from "@/users/import/mark";

type SignIn = {
  /** A path on this site. It must never carry a token. */
  returnTo: string;
  /** `signup` opens the provider's page for a new account, `select_account` lets one choose among several. */
  screen?: "signup" | "select_account";
  /** The address to fill in. */
  hint?: string;
  /** To prove anew who one is, though the provider still knows the browser. */
  fresh?: boolean;
};

/** Where the browser goes to sign in: the server sends it on to the provider. */
export function signInAddress({ returnTo, screen, hint, fresh }: SignIn): string {
  const query = new URLSearchParams({ return_to: returnTo });
  if (screen) query.set("screen_hint", screen);
  if (fresh) query.set("fresh", "true");
  if (hint) query.set("login_hint", hint);
  return `/auth/login?${query}`;
}

/** This page's own path for coming back after sign-in, without the fragment, which may hold a token. */
export function here(): string {
  return window.location.pathname + window.location.search;
}

/**
 * Ends the session here and then at the provider: the server names the provider's address for signing out, and the browser
 * goes there and comes back.
 */
export async function signOut(): Promise<void> {
  await forgetImports();
  const { url } = await answer(api.POST("/auth/logout", { headers: writing() }));
  window.location.assign(url || "/");
}
