import createClient from "openapi-fetch";
import { ProblemError, problemFrom, unreachable } from "./problems";
import { fetchProven } from "./proof";
import type { paths } from "./schema.gen";

/**
 * The one way to the API: typed by the OpenAPI document, same origin, session by cookie. openapi-fetch sets
 * Content-Type: application/json wherever there is a body; `writing` sets it for writes without one.
 */
export const api = createClient<paths>({ credentials: "same-origin", fetch: fetchProven });

/**
 * Waits for a call and gives its body back.
 * Throws a ProblemError for everything else: problem+json as it came, or what the network did.
 */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let reply: { data?: T; error?: unknown; response: Response };
  try {
    reply = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ProblemError(unreachable(), { cause });
  }
  if (reply.response.ok) return reply.data as T;
  throw new ProblemError(problemFrom(reply.error, reply.response));
}

type WriteHeaders = { "Content-Type": "application/json"; "If-Match"?: string; "Idempotency-Key"?: string };

/** The headers of a write: If-Match from the version that was read, Idempotency-Key from the intention. */
export function writing(with_: { version?: number; key?: string } = {}): WriteHeaders {
  const headers: WriteHeaders = { "Content-Type": "application/json" };
  if (with_.version !== undefined) headers["If-Match"] = `"${with_.version}"`;
  if (with_.key !== undefined) headers["Idempotency-Key"] = with_.key;
  return headers;
}
