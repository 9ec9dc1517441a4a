import { type Accent, acceptableAccent, DEFAULT_ACCENT, inkFor } from "./accent";

/** What a deployment sets in /config.json. */
export type DeploymentConfig = { productName: string; accent: Accent };

let config: DeploymentConfig = { productName: "Roster", accent: DEFAULT_ACCENT };

/** The product's name, as the deployment calls it. */
export function productName(): string {
  return config.productName;
}

/** Reads /config.json and puts its colours on the page. Without it, or with unreadable parts, the defaults stay. */
export async function loadConfig(): Promise<void> {
  try {
    const response = await fetch("/config.json", { signal: AbortSignal.timeout(3000) });
    if (response.ok) config = readConfig(await response.json());
  } catch {
    // The defaults are a working page.
  }
  applyAccent(config.accent);
}

/** The configuration in a parsed config.json; what is missing or unreadable keeps its default. */
export function readConfig(json: unknown): DeploymentConfig {
  const given = (typeof json === "object" && json !== null ? json : {}) as { product_name?: unknown; accent?: unknown };
  const accent = given.accent as Accent | undefined;
  return {
    productName: typeof given.product_name === "string" && given.product_name ? given.product_name : "Roster",
    accent: acceptableAccent(accent) ? accent : DEFAULT_ACCENT,
  };
}

function applyAccent({ light, dark }: Accent) {
  if (light === DEFAULT_ACCENT.light && dark === DEFAULT_ACCENT.dark) return;
  const style = document.documentElement.style;
  style.setProperty("--accent", `light-dark(${light}, ${dark})`);
  style.setProperty("--accent-ink", `light-dark(${inkFor(light)}, ${inkFor(dark)})`);
  style.setProperty("--accent-soft", "color-mix(in oklab, var(--accent) 12%, var(--surface))");
}
