import { describe, expect, it } from "vitest";
import shipped from "../../public/config.json";
import { acceptableAccent, contrast, DEFAULT_ACCENT, inkFor } from "./accent";
import { readConfig } from "./config";

describe("a deployment's accent", () => {
  it("is measured as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 1);
  });

  it.each([
    ["the shipped one", shipped.accent, true],
    ["too pale in light", { light: "#9fd6d2", dark: "#6cc4bd" }, false],
    ["too deep in dark", { light: "#1f5f5b", dark: "#1f5f5b" }, false],
    ["no colour", { light: "teal", dark: "#6cc4bd" }, false],
    ["missing", undefined, false],
  ])("%s", (_what, accent, acceptable) => {
    expect(acceptableAccent(accent)).toBe(acceptable);
  });

  it("is refused for the default when it cannot be read, and the name stays", () => {
    const config = readConfig({ product_name: "Crew", accent: { light: "#ffff00", dark: "#ffff00" } });
    expect(config).toEqual({ productName: "Crew", accent: DEFAULT_ACCENT });
    expect(readConfig("nonsense").productName).toBe("Roster");
  });

  it.each(["#1f5f5b", "#6cc4bd", "#3355ff", "#ffd400"])("%s gets a legible ink", (colour) => {
    expect(contrast(inkFor(colour), colour)).toBeGreaterThanOrEqual(4.5);
  });
});
