// Some writes need a sign-in or a code of the last minutes (docs/two-factor.md, Fresh). Whoever makes such a call need not
// know it: here the person is asked, and the call is made again.

/** Asks who is at the browser to prove it; whether they did. */
export type Ask = () => Promise<boolean>;

/** Writes that follow so closely on one that was given up are of the same deed: nobody is asked for each of them again. */
const SAME_DEED_MS = 1000;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;
let givenUp = Number.NEGATIVE_INFINITY;

/** Says who asks from now on; undefined: nobody does, and refusals stay as they are. */
export function proveBy(asks: Ask | undefined): void {
  ask = asks;
}

/** Fetches; a write that is refused for want of a fresh proof is made once more when the person gave one. */
export async function fetchProven(request: Request): Promise<Response> {
  if (request.method === "GET") return fetch(request);
  const again = request.clone();
  const reply = await fetch(request);
  if (reply.status !== 403 || !(await wantsProof(reply))) return reply;
  return (await proven()) ? fetch(again) : reply;
}

async function wantsProof(reply: Response): Promise<boolean> {
  const problem: { type?: string } = await reply
    .clone()
    .json()
    .catch(() => ({}));
  return problem.type === "/problems/fresh-sign-in-required";
}

/** One question for all writes that wait for the same answer. */
async function proven(): Promise<boolean> {
  if (!ask) return false;
  if (!asking && performance.now() - givenUp < SAME_DEED_MS) {
    givenUp = performance.now();
    return false;
  }
  asking ??= ask()
    .catch(() => false)
    .finally(() => {
      asking = undefined;
    });
  const proved = await asking;
  if (!proved) givenUp = performance.now();
  return proved;
}
