import { activeAdAccounts } from "@/ad-accounts/ad-accounts";
import { rolesForPeople } from "@/api/catalog";
import { mayGiveAdAccountRole, mayGivePermission } from "@/grants/grantable";
import { csvText } from "../csv-file";
import { FIELDS } from "./columns";
import type { Known } from "./directory";

/** A file to begin with: the columns and two rows that this sender could really send. */
export function templateFile(known: Known): string {
  const [member, guest] = exampleRows(known);
  return csvText([FIELDS, member, guest].map((row) => [...row]));
}

/** What the two example rows say, in the order of the columns. */
export function exampleRows({ catalog, adAccounts, grantable }: Known): [string[], string[]] {
  const permissions = catalog.permission_groups
    .filter(({ administration }) => !administration)
    .flatMap((group) => group.permissions.map(({ id }) => id))
    .filter((id) => mayGivePermission(grantable, id));
  const pairs = activeAdAccounts(adAccounts).flatMap(({ id, name }) => {
    const role = rolesForPeople(catalog).findLast((offered) => mayGiveAdAccountRole(grantable, id, offered.id));
    // A name with a semicolon would be taken for two.
    return role ? `${name.includes(";") ? id : name}:${role.id}` : [];
  });
  return [
    [
      "Mia Fischer",
      "mia.fischer@northwind.example",
      "member",
      permissions.slice(0, 2).join("; "),
      pairs.slice(0, 2).join("; "),
    ],
    ["Jonas Weber", "jonas.weber@northwind.example", "guest", "", pairs.slice(0, 1).join("; ")],
  ];
}
