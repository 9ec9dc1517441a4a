import { i18n } from "@lingui/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseSearch } from "@/app/search-params";
import { AUDIT_DEFAULTS, daysCross, readAuditSearch } from "./audit-search";
import { dayOf, daysToInstants, isDay } from "./days";
import { timeWords } from "./time-words";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));
const zone = process.env.TZ;
afterAll(() => {
  process.env.TZ = zone ?? "";
});

describe("the reader's days, as instants", () => {
  it.each([
    ["UTC", "2026-11-22", "2026-11-22", "2026-11-22T00:00:00.000Z", "2026-11-23T00:00:00.000Z"],
    ["Europe/Berlin", "2026-11-01", "2026-11-22", "2026-10-31T23:00:00.000Z", "2026-11-22T23:00:00.000Z"],
    // The clocks change: a day of 23 hours, one of 25, and days without a midnight or with two.
    ["Europe/Berlin", "2026-03-29", "2026-03-29", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
    ["America/Sao_Paulo", "2017-10-15", "2017-10-15", "2017-10-15T03:00:00.000Z", "2017-10-16T02:00:00.000Z"],
    ["America/Havana", "2025-11-02", "2025-11-02", "2025-11-02T04:00:00.000Z", "2025-11-03T05:00:00.000Z"],
    ["Asia/Kolkata", "2024-02-29", "2024-12-31", "2024-02-28T18:30:00.000Z", "2024-12-31T18:30:00.000Z"],
  ])("%s from %s to %s", (timeZone, from, to, first, after) => {
    process.env.TZ = timeZone;
    expect(daysToInstants(from, to)).toEqual({ from: first, to: after });
  });

  it("without a bound asks for none", () => {
    expect(daysToInstants("", "")).toEqual({});
  });
});

it.each([
  ["2026-11-22", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["0202-11-22", false],
  ["22.11.2026", false],
  ["", false],
])("%s is a day: %s", (text, is) => {
  expect(isDay(text)).toBe(is);
});

describe("the address holds the view", () => {
  const read = (address: string) => readAuditSearch(parseSearch(address) as never);
  it.each([
    ["", {}],
    ["?type=member.removed&actor=usr_1&target=mem_2", { type: "member.removed", actor: "usr_1", target: "mem_2" }],
    ["?type=member&actor=system&target=4829130776", { type: "member", actor: "system", target: "4829130776" }],
    ["?from=2026-11-01&to=2026-11-22&cursor=abc.%3D", { from: "2026-11-01", to: "2026-11-22", cursor: "abc.=" }],
    ["?type=a%20b&actor=../x&from=yesterday&to=2026-02-30", {}],
  ])("%s", (address, different) => {
    expect(read(address)).toEqual({ ...AUDIT_DEFAULTS, ...different });
  });

  it("knows when nothing can match", () => {
    expect(daysCross(read("?from=2026-11-22&to=2026-11-22"))).toBe(false);
    expect(daysCross(read("?from=2026-11-23&to=2026-11-22"))).toBe(true);
    expect(daysCross(read("?from=2026-11-23"))).toBe(false);
  });
});

it.each([
  ["2026-11-22T12:29:40Z", "Just now"],
  ["2026-11-22T12:30:10Z", "Just now"],
  ["2026-11-22T12:18:00Z", "12 min ago"],
  ["2026-11-22T10:31:00Z", "1 hr ago"],
  ["2026-11-21T14:05:00Z", "15:05"],
])("%s is %s", (at, words) => {
  process.env.TZ = "Europe/Berlin";
  expect(timeWords(at, new Date("2026-11-22T12:30:00Z"))).toBe(words);
  expect(dayOf(new Date("2026-11-21T23:30:00Z"))).toBe("2026-11-22");
});
