import { queryOptions } from "@tanstack/react-query";
import { answer, api, writing } from "@/api/client";
import { queryClient, sessionKey } from "@/api/query-client";
import type { Session } from "@/api/types";

/** Oneself, with since when two-factor authentication is on. */
export const myselfQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => answer(api.GET("/v1/me", { signal })),
});

/** A secret for the app; nothing asks for its codes before one was confirmed. */
export const beginEnrolment = () => answer(api.POST("/v1/me/two-factor", { headers: writing() }));

/** Turns it on with the first code; gives the recovery codes. */
export async function confirmEnrolment(code: string): Promise<string[]> {
  const { recovery_codes } = await answer(
    api.POST("/v1/me/two-factor/confirm", { headers: writing(), body: { code } }),
  );
  return recovery_codes;
}

/** Turns it off. */
export const turnOff = (code: string) =>
  answer(api.POST("/v1/me/two-factor/disable", { headers: writing(), body: { code } }));

/** Gives new recovery codes; the older ones are dead. */
export async function renewRecoveryCodes(code: string): Promise<string[]> {
  const { recovery_codes } = await answer(
    api.POST("/v1/me/two-factor/recovery-codes", { headers: writing(), body: { code } }),
  );
  return recovery_codes;
}

/** The second step of a sign-in, and a fresh code for a session that has taken it. */
export async function passStep(code: string): Promise<Session> {
  const session = await answer(api.POST("/v1/session/two-factor", { headers: writing(), body: { code } }));
  // An answer to the older cookie would say that nobody is signed in.
  await queryClient.cancelQueries({ queryKey: sessionKey });
  queryClient.setQueryData(sessionKey, session);
  return session;
}

/** Turning it on or off changes who is let in where, ends sessions, and shows in lists. Ends when the user is read again. */
export async function twoFactorChanged(): Promise<void> {
  const { queryKey } = myselfQuery;
  await queryClient.refetchQueries({ queryKey });
  void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== queryKey[0] });
}
