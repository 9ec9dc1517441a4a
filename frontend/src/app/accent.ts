/** The accent colour in light and in dark, as #rrggbb. */
export type Accent = { light: string; dark: string };

export const DEFAULT_ACCENT: Accent = { light: "#1f5f5b", dark: "#6cc4bd" };

/** The grounds that accent-coloured text stands on (design/tokens.css). */
const GROUNDS = { light: ["#f7f7f5", "#ffffff"], dark: ["#131416", "#212428"] };
const INKS = ["#ffffff", "#101213"];

/** WCAG's contrast of two #rrggbb colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Whether text in this accent can be read on the page, in light and in dark: 4.5 to 1 everywhere. */
export function acceptableAccent(accent: unknown): accent is Accent {
  if (typeof accent !== "object" || accent === null) return false;
  const { light, dark } = accent as Partial<Accent>;
  if (!isColour(light) || !isColour(dark)) return false;
  return (
    GROUNDS.light.every((ground) => contrast(light, ground) >= 4.5) &&
    GROUNDS.dark.every((ground) => contrast(dark, ground) >= 4.5)
  );
}

/** White or near-black, whichever reads better on the colour. */
export function inkFor(colour: string): string {
  return INKS.reduce((best, ink) => (contrast(ink, colour) > contrast(best, colour) ? ink : best));
}

function isColour(value: unknown): value is string {
  return typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
