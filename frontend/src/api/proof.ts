// Some writes need a sign-in or a code of the last minutes (docs/two-factor.md, Fresh). Whoever makes such a call need not
// know it: here the person is asked, and the call is made again.

/** Asks who is at the browser to prove it; whether they did. */
export type Ask = () => Promise<boolean>;

/** With any of these somebody begins something new. */
const BEGINNINGS = ["pointerdown", "keydown", "click"];

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;
let givenUp = false;

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
  if (!ask || givenUp) return false;
  asking ??= ask()
    .catch(() => false)
    .finally(() => {
      asking = undefined;
    });
  const proved = await asking;
  if (!proved) giveUp();
  return proved;
}

/** What follows by itself belongs to what was given up, the rest of many invitations: nobody is asked for each of them. */
function giveUp() {
  givenUp = true;
  for (const type of BEGINNINGS) window.addEventListener(type, beginAnew, { capture: true });
}

function beginAnew() {
  givenUp = false;
  for (const type of BEGINNINGS) window.removeEventListener(type, beginAnew, { capture: true });
}
