import { fileURLToPath } from "node:url";
import { transformAsync } from "@babel/core";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Expands Lingui's `t`, `plural` and `<Trans>` in the files that use them; everything else never meets Babel. */
function linguiMacros(): Plugin {
  return {
    name: "lingui-macros",
    enforce: "pre",
    async transform(code, id) {
      const file = id.split("?")[0] ?? id;
      if (!/\.tsx?$/.test(file) || !code.includes("/macro")) return;
      const out = await transformAsync(code, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
      });
      return out?.code ? { code: out.code, map: out.map as never } : undefined;
    },
  };
}

/** Where the API answers during development: the local run's origin. */
const api = process.env.ROSTER_API ?? "http://localhost:8080";

// Without what is loaded later: dialogs, menus, fields and the cards of narrow pages.
const sharedByAll =
  /\/src\/(api\/|session\/|integrations\/(integrations|webhook)-search|messages\/(dates|later\.)|organizations\/(me|account-id|state-words)\.|app\/(problem-panel|use-title|config|accent|search-params)\.|design\/(button|check|classes|focus-after|filter|initials|menu\.ts|page-head|pages|surface|toasts\.ts|unseen|use-narrow))|\/icons\/(x|chevron-right|chevron-down|plus)\.mjs/;
const sharedByLists =
  /\/src\/(users\/(own-writes|person\.|person-query|list\/(cells|columns|day|order|past-state|people-query|rows|tabs)|actions\/(available|actions-menu|use-person|person-writes)|bulk\/(select|use-selection|bulk-rights))|ad-accounts\/ad-accounts\.ts|grants\/grantable)/;
// What further views and dialogs share.
const sharedByWork = /\/src\/(design\/(bottom-bar|chip-remove|form-parts|outcome-list|progress)|users\/way-back)/;

export default defineConfig({
  plugins: [linguiMacros(), react(), lingui()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    // light-dark() and nesting are shipped as written; older browsers get the notice in index.html.
    target: ["chrome123", "firefox121", "safari17.5"],
    // data: addresses would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every view needs is one file that changes only with a dependency; the rest is split by view. What several
        // views share would become many tiny files, which compress badly and which the first file would all list: of
        // it, what the lists need at once is two, and the small pieces that come later are one.
        codeSplitting: {
          groups: [
            { name: "common", test: sharedByAll, priority: 2 },
            { name: "people", test: sharedByLists, priority: 1 },
            { name: "work", test: sharedByWork, priority: 0 },
            {
              name: "libraries",
              priority: 3,
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|@lingui|openapi-fetch|use-sync-external-store)\//,
            },
          ],
        },
      },
    },
  },
  server: {
    host: "localhost",
    port: 5173,
    proxy: Object.fromEntries(["/v1", "/auth", "/openapi.json"].map((path) => [path, { target: api }])),
  },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
