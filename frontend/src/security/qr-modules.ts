import { encode } from "uqr";

/** The quiet zone that readers need around the code (ISO/IEC 18004), in modules. */
const QUIET = 4;

/** A QR code as one path: a square of `size` by `size` modules, the quiet zone counted in. */
export function qrModules(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const rows = data.map((row, y) =>
    runs(row).map(([x, length]) => `M${x + QUIET} ${y + QUIET}h${length}v1h-${length}z`),
  );
  return { size: size + 2 * QUIET, path: rows.flat().join("") };
}

/** Where dark modules follow each other in a row, and how many. */
function runs(row: boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}
