import { describe, expect, it } from "vitest";
import { readAccountId, shownAccountId } from "./account-id";

describe("an Account Id is read in any shape that it is pasted in", () => {
  it.each([
    ["730-194-5528"],
    ["7301945528"],
    ["730 194 5528"],
    ["  730\u2011194\u20115528\n"],
    ["Account Id 730-194-5528"],
    ["(730) 194.5528;"],
  ])("%j", (text) => {
    expect(readAccountId(text)).toBe("7301945528");
  });

  it.each([[""], ["730-194-552"], ["730-194-55281"], ["030-194-5528"], ["730-194-5528, 482-913-0776"], ["Bright"]])(
    "%j is none",
    (text) => {
      expect(readAccountId(text)).toBeUndefined();
    },
  );
});

it("an Account Id is shown with dashes", () => {
  expect(shownAccountId("7301945528")).toBe("730-194-5528");
});
