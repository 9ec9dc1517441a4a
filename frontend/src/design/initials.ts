/** One or two capitals for a name or an address: first and last word, as "Earl E. Bird" → "EB". */
export function initials(name: string): string {
  const words = name.split("@")[0]?.match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words[words.length - 1] ?? "") : "";
  // One word in two capitals inside ("OakeyInfluencer") reads better as both.
  const inner = words.length === 1 ? first.slice(1).match(/\p{Lu}/u)?.[0] : undefined;
  const letters = [...first].slice(0, last || inner ? 1 : 2).join("") + (inner ?? [...last].slice(0, 1).join(""));
  return letters.toUpperCase();
}
