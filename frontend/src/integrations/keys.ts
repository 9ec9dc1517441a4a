import { queryOptions } from "@tanstack/react-query";
import { answer, api, writing } from "@/api/client";
import { queryClient } from "@/api/query-client";
import type { APIKey, MadeAPIKey, NewAPIKey } from "@/api/types";

/** The API keys that were not revoked, the newest first. */
export function keysQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "api-keys"] as const,
    queryFn: async ({ signal }): Promise<APIKey[]> =>
      (await answer(api.GET("/v1/organizations/{org}/api-keys", { params: { path: { org } }, signal }))).items,
    // Which there are may be seconds late.
    staleTime: 30_000,
  });
}

/** Makes a key. `intention` is the Idempotency-Key; the answer to a repeat comes without what opens something. */
export async function makeKey(org: string, body: NewAPIKey, intention: string): Promise<MadeAPIKey> {
  const made = await answer(
    api.POST("/v1/organizations/{org}/api-keys", {
      params: { path: { org } },
      headers: writing({ key: intention }),
      body,
    }),
  );
  const { key: _key, provisioning_secret: _secret, ...listed } = made;
  queryClient.setQueryData(
    keysQuery(org).queryKey,
    (all) => all && [listed, ...all.filter(({ id }) => id !== made.id)],
  );
  return made;
}

/** Revokes a key: it opens nothing from its next request on. */
export async function revokeKey(org: string, id: string): Promise<void> {
  const params = { path: { org, id } };
  await answer(api.DELETE("/v1/organizations/{org}/api-keys/{id}", { params, headers: writing() }));
  dropKey(org, id);
}

/** Takes a key that is gone out of the list. */
export function dropKey(org: string, id: string): void {
  queryClient.setQueryData(keysQuery(org).queryKey, (all) => all?.filter((key) => key.id !== id));
}
