import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { i18n } from "@lingui/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { problemCode, requestIdOf } from "@/api/problems";
import { type Export, exportFrom, nextAddress, nextPart } from "./export-parts";

const path = "/v1/organizations/4829130776/members.csv";
const never = new AbortController().signal;

let server: Server;
let failures: ("problem" | "cut")[] = [];
const asked: string[] = [];

/** A server that gives three parts, and fails as it is told before it gives one. */
beforeAll(async () => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const parts: Record<string, { csv: string; next?: string }> = {
    "": { csv: 'id,name\r\n1,Ängström\r\n2,"Two\nlines, ""quoted"""\r\n', next: "b" },
    b: { csv: "3,Carl\r\n4,Dora\r\n", next: "c" },
    c: { csv: "5,Emil\r\n" },
  };
  server = createServer((request, response) => {
    const address = new URL(request.url ?? "", "http://localhost");
    asked.push(address.search);
    const failure = address.searchParams.has("cursor") ? failures.shift() : undefined;
    if (failure === "problem") {
      response.writeHead(503, { "Content-Type": "application/problem+json" });
      response.end(JSON.stringify({ type: "/problems/unavailable", title: "No", status: 503, request_id: "req_1" }));
      return;
    }
    const part = parts[address.searchParams.get("cursor") ?? ""] ?? { csv: "" };
    const link = part.next ? { Link: `<${path}?state=active&cursor=${part.next}>; rel="next"` } : undefined;
    response.writeHead(200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Length": Buffer.byteLength(part.csv),
      ...link,
    });
    if (failure === "cut") response.write(part.csv.slice(0, 3), () => response.destroy());
    else response.end(part.csv);
  });
  await new Promise<void>((ready) => server.listen(0, "localhost", ready));
});
afterAll(() => server.close());

beforeEach(() => {
  asked.length = 0;
  // The page asks by paths of its own origin; here they lead to the server above.
  const real = fetch;
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => real(origin + address, init));
});
afterEach(() => vi.unstubAllGlobals());

async function all(from: Export): Promise<Export> {
  let soFar = from;
  while (soFar.next !== null) soFar = await nextPart(soFar, never);
  return soFar;
}

const WHOLE = 'id,name\r\n1,Ängström\r\n2,"Two\nlines, ""quoted"""\r\n3,Carl\r\n4,Dora\r\n5,Emil\r\n';
const fileOf = ({ parts }: Export) => new Blob(parts).text();

describe("an export in parts", () => {
  it("is one file, and counts people, not lines", async () => {
    const whole = await all(exportFrom(`${path}?state=active`));
    expect(whole.rows).toBe(5);
    expect(await fileOf(whole)).toBe(WHOLE);
    expect(asked).toEqual(["?state=active", "?state=active&cursor=b", "?state=active&cursor=c"]);
  });

  it.each([
    ["a refusal", "problem", "unavailable", "req_1"],
    ["a connection that breaks in the middle of a part", "cut", "unreachable", undefined],
  ] as const)("goes on where it stopped after %s, without a row twice or lost", async (_what, failure, code, id) => {
    const first = await nextPart(exportFrom(`${path}?state=active`), never);
    failures = [failure];
    const error = await nextPart(first, never).catch((problem) => problem);
    expect([problemCode(error), requestIdOf(error)]).toEqual([code, id]);
    expect(await fileOf(await all(first))).toBe(WHOLE);
    expect(asked.filter((query) => !query.includes("cursor"))).toHaveLength(1);
  });

  it("ends at once when it is cancelled", async () => {
    const abort = new AbortController();
    const part = nextPart(exportFrom(path), abort.signal);
    abort.abort();
    await expect(part).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("the next part", () => {
  it.each([
    [null, null],
    [`<${path}?cursor=b>; rel="next"`, `${path}?cursor=b`],
    [`<${path}?cursor=b>; rel=next`, `${path}?cursor=b`],
    [`</help>; rel="help", <${path}?cursor=b>; rel="next"`, `${path}?cursor=b`],
    ['</help>; rel="help"', null],
  ])("of %s is %s", (link, next) => {
    expect(nextAddress(link, `${path}?cursor=a`)).toBe(next);
  });

  it.each([
    ["another site", "<https://evil.example/v1/organizations/4829130776/members.csv?cursor=b>"],
    ["another site without a scheme", `<//evil.example${path}?cursor=b>`],
    ["another site with a backslash", `</\\evil.example${path}?cursor=b>`],
    ["another list", "</v1/organizations/4829130776/events.csv?cursor=b>"],
    ["another organization", "</v1/organizations/1111111111/members.csv?cursor=b>"],
    ["a way out", `<${path}/../../../session>`],
    ["the same part again", `<${path}?cursor=a>`],
  ])("is never %s", (_what, target) => {
    expect(() => nextAddress(`${target}; rel="next"`, `${path}?cursor=a`)).toThrow();
  });
});
