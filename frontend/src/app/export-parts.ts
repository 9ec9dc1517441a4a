import { ProblemError, problemFrom, unreachable } from "@/api/problems";

/** How far an export is: what came (the parts joined are the file), how many rows that is, and where the next part is. */
export type Export = {
  parts: Blob[];
  /** Records, without the header line. */
  rows: number;
  /** The address of the next part; null when all of it is there. */
  next: string | null;
};

/** An export of which nothing has come yet, from its first address on this origin: "/v1/…/members.csv?state=active". */
export function exportFrom(address: string): Export {
  return { parts: [], rows: 0, next: address };
}

/**
 * Fetches the next part. Throws a ProblemError when it did not come whole; what came before stays good, so that the same
 * call made again goes on there.
 */
export async function nextPart(soFar: Export, signal: AbortSignal): Promise<Export> {
  if (soFar.next === null) return soFar;
  const response = await fetched(soFar.next, signal);
  if (!response.ok) throw new ProblemError(problemFrom(await response.json().catch(() => undefined), response));
  const text = await fromNetwork(response.text());
  const isFirst = soFar.parts.length === 0;
  return {
    parts: [...soFar.parts, new Blob([text])],
    rows: soFar.rows + countRecords(text) - (isFirst ? 1 : 0),
    next: nextAddress(response.headers.get("Link"), soFar.next),
  };
}

function fetched(address: string, signal: AbortSignal): Promise<Response> {
  return fromNetwork(fetch(address, { credentials: "same-origin", headers: { Accept: "text/csv" }, signal }));
}

async function fromNetwork<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ProblemError(unreachable(), { cause });
  }
}

/** Records of CSV (RFC 4180) that ends with a line end: those inside of quotes end no record. */
function countRecords(csv: string): number {
  let records = 0;
  let quoted = false;
  for (let at = 0; at < csv.length; at++) {
    const character = csv.charCodeAt(at);
    if (character === 34 /* " */) quoted = !quoted;
    else if (character === 10 /* \n */ && !quoted) records++;
  }
  return records;
}

/**
 * Where the next part is, by the Link header (RFC 8288); null when there is none. Only the same export on this origin is
 * followed: anything else is taken for a broken answer.
 */
export function nextAddress(link: string | null, present: string): string | null {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  if (target === undefined) return null;
  const here = new URL(present, "https://here.invalid");
  const next = new URL(target, here);
  if (
    !target.startsWith("/") ||
    next.origin !== here.origin ||
    next.pathname !== here.pathname ||
    next.href === here.href
  ) {
    throw new ProblemError({ type: "/problems/internal", title: "Wrong next part", status: 0 });
  }
  return next.pathname + next.search;
}
