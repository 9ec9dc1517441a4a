import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// Two catalogues, so that the words of dialogs and further pages do not weigh on the first view.
const LATER = [
  "accept",
  "agencies",
  "ad-accounts",
  "audit",
  "block",
  "grants",
  "integrations",
  "security",
  "settings",
  "users/bulk/bulk-bar.tsx",
  "users/bulk/bulk-dialog.tsx",
  "users/bulk/bulk-progress.tsx",
  "users/bulk/bulk-question.tsx",
  "users/bulk/bulk-results.tsx",
  "users/bulk/results-csv.ts",
  "users/bulk/words.ts",
  "users/import",
  "users/invite",
  "users/list/no-people.tsx",
  "users/person",
  "users/way-back.tsx",
  "users/actions/confirm-action.tsx",
  "users/actions/link-dialog.tsx",
  "users/actions/link-field.tsx",
  "users/actions/reset-link-dialog.tsx",
  "users/actions/still-through-agency.tsx",
  "organizations/leave-dialog.tsx",
  "organizations/home-page.tsx",
  "organizations/my-invitations.tsx",
  "organizations/new-organization-page.tsx",
  "app/export-run.tsx",
  "app/save-bar.tsx",
  "design/chip-field.tsx",
  "design/copy-button.tsx",
].map((path) => `<rootDir>/src/${path}`);

export default defineConfig({
  sourceLocale: "en",
  locales: ["en"],
  catalogs: [
    {
      path: "<rootDir>/src/messages/{locale}",
      include: ["<rootDir>/src"],
      exclude: LATER.map((path) => (/\.tsx?$/.test(path) ? path : `${path}/**`)),
    },
    { path: "<rootDir>/src/messages/later/{locale}", include: LATER },
  ],
  format: formatter({ origins: false, lineNumbers: false }),
});
