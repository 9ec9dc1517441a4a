// Fails when the catalogues do not hold exactly the words that the code uses: run `npm run messages`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const catalogues = ["../src/messages/en.po", "../src/messages/later/en.po"].map(
  (path) => new URL(path, import.meta.url),
);
const words = (text) => text.replace(/^"POT-Creation-Date.*$/m, "");
const before = catalogues.map((file) => readFileSync(file, "utf8"));
execFileSync("npx", ["lingui", "extract", "--clean"], { stdio: "ignore", cwd: new URL("..", import.meta.url) });
const stale = catalogues.filter((file, at) => words(readFileSync(file, "utf8")) !== words(before[at]));
catalogues.forEach((file, at) => {
  writeFileSync(file, before[at]);
});
for (const file of stale)
  console.error(`${file.pathname.split("/src/")[1]} is stale: run \`npm run messages\` and commit it.`);
if (stale.length > 0) process.exit(1);
