import { expect, it } from "vitest";
import { qrModules } from "./qr-modules";

it("draws what the code holds, with a quiet zone of four modules", () => {
  const { size, path } = qrModules("otpauth://totp/Roster:carrie@oakey.example?secret=JBSWY3DPEHPK3PXP&issuer=Roster");
  const dark = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map(([, x, y, length]) => [x, y, length].map(Number));
  expect(dark.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join("")).toBe(path);
  for (const [x = 0, y = 0, length = 0] of dark) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4);
    expect(Math.max(x + length, y + 1)).toBeLessThanOrEqual(size - 4);
  }
  // The upper edge of the first and of the second finder pattern: seven dark modules in the corners.
  const edges = dark.filter(([, y]) => y === 4).map(([x, , length]) => `${x}+${length}`);
  expect(edges[0]).toBe("4+7");
  expect(edges.at(-1)).toBe(`${size - 11}+7`);
});
