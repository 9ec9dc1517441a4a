// Counts what a browser fetches (gzip) before the users list can be used, and fails over the budget of 150 KB.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 150 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** The files of a chunk and of everything it imports at once. */
function filesOf(key, seen = new Set(), files = new Set()) {
  if (seen.has(key)) return files;
  seen.add(key);
  const chunk = manifest[key];
  if (!chunk) throw new Error(`no chunk ${key} in the manifest`);
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) filesOf(next, seen, files);
  return files;
}
const gzip = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

const views = Object.keys(manifest).filter((key) => /page\.tsx$/.test(key) || manifest[key].isDynamicEntry);
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = filesOf(entry);
filesOf("src/users/list/users-page.tsx", new Set(), first);
let total = 0;
for (const file of first) {
  const bytes = gzip(file);
  total += bytes;
  console.log(`${kb(bytes).padStart(10)}  ${file}`);
}
console.log(`${kb(total).padStart(10)}  first view (users list), budget ${kb(BUDGET)}\n`);
for (const view of views) {
  const extra = [...filesOf(view)].filter((file) => !first.has(file));
  if (extra.length > 0)
    console.log(`${kb(extra.reduce((sum, file) => sum + gzip(file), 0)).padStart(10)}  more for ${view}`);
}
if (total > BUDGET) {
  console.error(`The first view is ${kb(total - BUDGET)} over its budget.`);
  process.exit(1);
}
