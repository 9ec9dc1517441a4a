/** How many domains the server takes. */
export const MOST_DOMAINS = 100;

/** What somebody typed or pasted as domains, each once: "@Oakey.example, https://north.example/" gives two. */
export function domainsIn(text: string): string[] {
  const found = text
    .split(/[\s,;]+/)
    .map((word) =>
      word
        .toLowerCase()
        .replace(/^(https?:\/\/)/, "")
        .replace(/^.*@/, "")
        .replace(/[/.]+$/, ""),
    )
    .filter(Boolean);
  return [...new Set(found)];
}

/** Whether people can have addresses at it: two labels at least, of letters, digits and inner hyphens. */
export function isDomain(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}
