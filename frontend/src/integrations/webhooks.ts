import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, writing } from "@/api/client";
import { queryClient } from "@/api/query-client";
import type { Delivery, DeliveryDetail, DeliveryState, MadeWebhook, NewWebhook, Webhook } from "@/api/types";

/** The endpoints of an organization, in the order in which they were made. */
export function webhooksQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "webhooks"] as const,
    queryFn: async ({ signal }): Promise<Webhook[]> =>
      (await answer(api.GET("/v1/organizations/{org}/webhooks", { params: { path: { org } }, signal }))).items,
  });
}

/** One endpoint. */
export function webhookQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["organization", org, "webhook", id] as const,
    queryFn: ({ signal }): Promise<Webhook> =>
      answer(api.GET("/v1/organizations/{org}/webhooks/{id}", { params: { path: { org, id } }, signal })),
  });
}

/** What an endpoint can be set to. */
export type WebhookForm = Required<NewWebhook>;

/** Makes an endpoint. `intention` is the Idempotency-Key; the answer to a repeat comes without the secret. */
export async function makeWebhook(org: string, body: WebhookForm, intention: string): Promise<MadeWebhook> {
  const made = await answer(
    api.POST("/v1/organizations/{org}/webhooks", {
      params: { path: { org } },
      headers: writing({ key: intention }),
      body,
    }),
  );
  putWebhook(org, withoutSecret(made));
  return made;
}

/** Changes an endpoint on the version that was read. */
export async function editWebhook(
  org: string,
  { id, version }: Webhook,
  body: Partial<WebhookForm> & { state?: Webhook["state"] },
): Promise<Webhook> {
  const written = await answer(
    api.PATCH("/v1/organizations/{org}/webhooks/{id}", {
      params: { path: { org, id } },
      headers: writing({ version }),
      body,
    }),
  );
  putWebhook(org, written);
  return written;
}

/** Deletes an endpoint: nothing is sent to it any more. */
export async function deleteWebhook(org: string, id: string): Promise<void> {
  const params = { path: { org, id } };
  await answer(api.DELETE("/v1/organizations/{org}/webhooks/{id}", { params, headers: writing() }));
  dropWebhook(org, id);
}

/** Makes another secret; the one before signs as well for a day. */
export async function rotateSecret(org: string, id: string, intention: string): Promise<MadeWebhook> {
  const params = { path: { org, id } };
  const headers = writing({ key: intention });
  const made = await answer(api.POST("/v1/organizations/{org}/webhooks/{id}/rotate-secret", { params, headers }));
  putWebhook(org, withoutSecret(made));
  return made;
}

/** Sends a test event, which is a delivery like any other. */
export async function sendTest(org: string, id: string, intention: string): Promise<Delivery> {
  const params = { path: { org, id } };
  const sent = await answer(
    api.POST("/v1/organizations/{org}/webhooks/{id}/test", { params, headers: writing({ key: intention }) }),
  );
  readDeliveriesAgain(org, id);
  return sent;
}

/** Puts an endpoint that was just written where it is shown. */
function putWebhook(org: string, written: Webhook): void {
  queryClient.setQueryData(webhookQuery(org, written.id).queryKey, written);
  queryClient.setQueryData(webhooksQuery(org).queryKey, (all) => {
    if (!all) return all;
    const known = all.some(({ id }) => id === written.id);
    return known ? all.map((each) => (each.id === written.id ? written : each)) : [...all, written];
  });
}

/** Takes an endpoint that is gone out of the list. */
export function dropWebhook(org: string, id: string): void {
  queryClient.setQueryData(webhooksQuery(org).queryKey, (all) => all?.filter((each) => each.id !== id));
  queryClient.removeQueries({ queryKey: webhookQuery(org, id).queryKey });
}

function withoutSecret({ secret: _secret, ...listed }: MadeWebhook): Webhook {
  return listed;
}

const PAGE_SIZE = 50;

/** What an endpoint was told, the newest first, page after page; of one state where one is given. */
export function deliveriesQuery(org: string, id: string, state: DeliveryState | "") {
  return infiniteQueryOptions({
    queryKey: ["organization", org, "webhook", id, "deliveries", state] as const,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = { cursor: pageParam, limit: PAGE_SIZE, state: state || undefined };
      return answer(
        api.GET("/v1/organizations/{org}/webhooks/{id}/deliveries", { params: { path: { org, id }, query }, signal }),
      );
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // Whoever looks here waits for something to arrive.
    staleTime: 0,
  });
}

/** Sends one of them again. */
export async function replayDelivery(org: string, id: string, delivery: string, intention: string): Promise<void> {
  const params = { path: { org, id, delivery } };
  const headers = writing({ key: intention });
  await answer(api.POST("/v1/organizations/{org}/webhooks/{id}/deliveries/{delivery}/replay", { params, headers }));
  readDeliveriesAgain(org, id);
}

/** Reads the log again, which changes by itself. */
export function readDeliveriesAgain(org: string, id: string): void {
  void queryClient.invalidateQueries({ queryKey: ["organization", org, "webhook", id, "deliveries"] });
}

/** One of them with what was sent, names and addresses as they are now. It is asked for again when it has moved on. */
export function deliveryQuery(org: string, id: string, { id: delivery, attempts, state }: Delivery) {
  return queryOptions({
    queryKey: ["organization", org, "webhook", id, "delivery", delivery, state, attempts.at(-1)?.at] as const,
    queryFn: ({ signal }): Promise<DeliveryDetail> => readDelivery(org, id, delivery, signal),
    placeholderData: keepPreviousData,
  });
}

function readDelivery(org: string, id: string, delivery: string, signal: AbortSignal): Promise<DeliveryDetail> {
  const params = { path: { org, id, delivery } };
  return answer(api.GET("/v1/organizations/{org}/webhooks/{id}/deliveries/{delivery}", { params, signal }));
}

/** The newest of them, for the list of endpoints; null when there is none. */
export function lastDeliveryQuery(org: string, id: string) {
  return queryOptions({
    queryKey: ["organization", org, "webhook", id, "deliveries", "last"] as const,
    queryFn: async ({ signal }): Promise<Delivery | null> => {
      const params = { path: { org, id }, query: { limit: 1 } };
      const page = await answer(api.GET("/v1/organizations/{org}/webhooks/{id}/deliveries", { params, signal }));
      return page.items[0] ?? null;
    },
  });
}

/** Sends again what failed since a time; gives how many that were. `intention` is of the whole. */
export async function replayFailed(org: string, id: string, since: string, intention: string): Promise<number> {
  let count = 0;
  for (let part = 0; ; part++) {
    const { replayed, more } = await answer(
      api.POST("/v1/organizations/{org}/webhooks/{id}/replay", {
        params: { path: { org, id } },
        headers: writing({ key: part === 0 ? intention : `${intention}-${part}` }),
        body: { since },
      }),
    );
    count += replayed;
    if (!more) break;
  }
  readDeliveriesAgain(org, id);
  return count;
}

const TEST_LIFE = 60_000; // milliseconds: what has not come by then shows in the log

/** A test event, read again until it is known what became of it. `onKnown` is told then. */
export function testQuery(org: string, id: string, sent: Delivery, onKnown: () => void) {
  return queryOptions({
    queryKey: ["organization", org, "webhook", id, "test", sent.id] as const,
    queryFn: async ({ signal }): Promise<Delivery> => {
      const now = await readDelivery(org, id, sent.id, signal);
      if (now.attempts.length > 0) onKnown();
      return now;
    },
    // The stream writes it, a moment after it was asked for.
    retry: 10,
    retryDelay: 1000,
    refetchInterval: ({ state }) => {
      const waited = Date.now() - Date.parse(sent.created_at);
      return (state.data?.attempts.length ?? 0) > 0 || waited > TEST_LIFE ? false : 1000;
    },
  });
}
