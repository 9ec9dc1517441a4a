import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchProven, proveBy } from "./proof";

const stale = () => Response.json({ type: "/problems/fresh-sign-in-required" }, { status: 403 });
const write = (body = "{}") => new Request("https://roster.example/v1/x", { method: "POST", body });

/** A server that answers in turn, and what it was sent. */
function answering(...replies: Response[]) {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.text());
    return replies.shift() ?? new Response("{}");
  });
  return sent;
}

const press = () => window.dispatchEvent(new Event("keydown"));

beforeEach(() => vi.stubGlobal("window", new EventTarget()));
afterEach(() => {
  proveBy(undefined);
  press();
  vi.unstubAllGlobals();
});

describe("a write that needs a fresh proof", () => {
  it("is made again as it was, once the person has given one", async () => {
    const sent = answering(stale());
    const ask = vi.fn(async () => true);
    proveBy(ask);
    expect((await fetchProven(write('{"role":"admin"}'))).status).toBe(200);
    expect(sent).toEqual(['{"role":"admin"}', '{"role":"admin"}']);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it("stays refused, readably, when the person gives up or cannot be asked", async () => {
    answering(stale(), stale(), stale());
    proveBy(async () => false);
    expect(await (await fetchProven(write())).json()).toEqual({ type: "/problems/fresh-sign-in-required" });
    press();
    proveBy(() => Promise.reject(new Error("not loaded")));
    expect((await fetchProven(write())).status).toBe(403);
    press();
    proveBy(undefined);
    expect((await fetchProven(write())).status).toBe(403);
  });

  it("asks once for several at the same time, and not again before something new is begun", async () => {
    answering(stale(), stale(), stale(), stale());
    const ask = vi.fn(async () => false);
    proveBy(ask);
    await Promise.all([fetchProven(write()), fetchProven(write())]);
    await fetchProven(write());
    expect(ask).toHaveBeenCalledTimes(1);
    press();
    await fetchProven(write());
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

it("asks about no other refusal, and never about a read", async () => {
  const ask = vi.fn(async () => true);
  proveBy(ask);
  answering(
    Response.json({ type: "/problems/forbidden" }, { status: 403 }),
    new Response("<html>", { status: 403 }),
    stale(),
  );
  expect((await fetchProven(write())).status).toBe(403);
  expect((await fetchProven(write())).status).toBe(403);
  expect((await fetchProven(new Request("https://roster.example/v1/x"))).status).toBe(403);
  expect(ask).not.toHaveBeenCalled();
});
