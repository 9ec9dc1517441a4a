// Fails when src/messages/en.po does not hold exactly the words that the code uses: run `npm run messages`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const catalogue = new URL("../src/messages/en.po", import.meta.url);
const words = (text) => text.replace(/^"POT-Creation-Date.*$/m, "");
const before = readFileSync(catalogue, "utf8");
execFileSync("npx", ["lingui", "extract", "--clean"], { stdio: "ignore", cwd: new URL("..", import.meta.url) });
const after = readFileSync(catalogue, "utf8");
writeFileSync(catalogue, before);
if (words(before) !== words(after)) {
  console.error("src/messages/en.po is stale: run `npm run messages` and commit it.");
  process.exit(1);
}
