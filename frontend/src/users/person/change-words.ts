import { plural, t } from "@lingui/core/macro";
import { adAccountName, type NamedAdAccount } from "@/ad-accounts/ad-accounts";
import { adAccountRoleName, organizationRoleName, permissionName } from "@/api/catalog";
import type { Catalog } from "@/api/types";
import type { Change } from "./changes";

/** The names that changes are told with. */
export type Names = { catalog: Catalog | undefined; adAccounts: NamedAdAccount[] | undefined };

/** One change in words: "Viewer on US Retail removed". */
export function changeWords(change: Change, { catalog, adAccounts }: Names): string {
  switch (change.kind) {
    case "email":
      return t`${change.to} instead of ${change.from}`;
    case "name":
      return change.to ? t`Name: ${change.to}` : t`Name removed`;
    case "message":
      return change.to ? t`Message: “${change.to}”` : t`Message removed`;
    case "role":
      return t`${organizationRoleName(catalog, change.to)} instead of ${organizationRoleName(catalog, change.from)}`;
    case "role_added":
      return t`${adAccountRoleName(catalog, change.role)} on ${adAccountName(adAccounts, change.ad_account)} added`;
    case "role_removed":
      return t`${adAccountRoleName(catalog, change.role)} on ${adAccountName(adAccounts, change.ad_account)} removed`;
    case "permission_added":
      return t`${permissionName(catalog, change.permission)} added`;
    case "permission_removed":
      return t`${permissionName(catalog, change.permission)} removed`;
  }
}

/** All changes in one line, permissions counted: "2 changes: Viewer on US Retail removed, 1 permission added". */
export function changesSummary(changes: Change[], names: Names): string {
  if (changes.length === 0) return "";
  const told = changes
    .filter(({ kind }) => kind !== "permission_added" && kind !== "permission_removed")
    .map((change) => shortWords(change) ?? changeWords(change, names));
  const added = changes.filter(({ kind }) => kind === "permission_added").length;
  const removed = changes.filter(({ kind }) => kind === "permission_removed").length;
  if (added) told.push(plural(added, { one: "# permission added", other: "# permissions added" }));
  if (removed) told.push(plural(removed, { one: "# permission removed", other: "# permissions removed" }));
  const count = plural(changes.length, { one: "# change", other: "# changes" });
  return `${count}: ${told.join(", ")}`;
}

/** What was typed is there to be read; the line only names it. */
function shortWords({ kind }: Change): string | undefined {
  switch (kind) {
    case "email":
      return t`another e-mail address`;
    case "name":
      return t`name`;
    case "message":
      return t`message`;
    default:
      return undefined;
  }
}
