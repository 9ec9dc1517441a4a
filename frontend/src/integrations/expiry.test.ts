import { describe, expect, it } from "vitest";
import { expiresAt, expiryState } from "./expiry";

const now = new Date(2026, 10, 29, 9, 30);

describe("when a key ends", () => {
  it("is the end of the day after so many days", () => {
    expect(expiresAt("30", "", now)).toEqual(new Date(2026, 11, 29, 23, 59, 59));
    expect(expiresAt("365", "", now)).toEqual(new Date(2027, 10, 29, 23, 59, 59));
  });

  it("is the same moment all day, so that a repeat is the same request", () => {
    const later = new Date(2026, 10, 29, 22, 0);
    expect(expiresAt("90", "", later)).toEqual(expiresAt("90", "", now));
  });

  it("is the end of the chosen day, in the reader's own time", () => {
    expect(expiresAt("day", "2027-02-01", now)).toEqual(new Date(2027, 1, 1, 23, 59, 59));
  });

  it("is open for never and for a day that there is not", () => {
    expect(expiresAt("never", "2027-02-01", now)).toBeUndefined();
    expect(expiresAt("day", "2027-02-30", now)).toBeUndefined();
    expect(expiresAt("day", "", now)).toBeUndefined();
  });
});

describe("how near its end a key is", () => {
  it.each([
    [null, "never"],
    [new Date(2026, 10, 29, 9, 30).toISOString(), "over"],
    [new Date(2026, 11, 13, 9, 30).toISOString(), "near"],
    [new Date(2026, 11, 13, 9, 31).toISOString(), "far"],
  ])("%s is %s", (expires, state) => {
    expect(expiryState(expires, now)).toBe(state);
  });
});
