/** What a column of an import file can hold. */
export type Field = "email" | "name" | "role" | "permissions" | "ad_account_roles";

/** Every field, in the order of the template. */
export const FIELDS: Field[] = ["name", "email", "role", "permissions", "ad_account_roles"];

/** Which columns hold what; all by their place in the row. A name may be put together from several. */
export type Columns = {
  email: number;
  name: number[];
  role?: number;
  permissions?: number;
  ad_account_roles?: number;
  /** The heads of the columns that nothing is read from. */
  ignored: string[];
};

// Heads as people write them, reduced to their letters: "E-mail address" is "emailaddress". Further on means less sure.
const EMAIL = ["email", "emailaddress", "mail", "mailaddress", "emails", "useremail", "invitedemail", "address"];
const WHOLE_NAME = ["name", "fullname", "displayname", "username", "person"];
const FIRST_NAME = ["firstname", "givenname", "forename", "first"];
const LAST_NAME = ["lastname", "familyname", "surname", "last"];
const ROLE = ["role", "organizationrole", "organisationrole", "orgrole", "userrole"];
const PERMISSIONS = ["permissions", "permission"];
const AD_ACCOUNT_ROLES = ["adaccountroles", "adaccountrole", "adaccountsandroles", "adaccounts", "adaccount"];

/** Reads the head line of a file; undefined when no column holds addresses. */
export function readHead(cells: string[]): Columns | undefined {
  const heads = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ""));
  const find = (names: string[]) => names.map((name) => heads.indexOf(name)).find((at) => at >= 0);
  const email = find(EMAIL);
  if (email === undefined) return undefined;
  const whole = find(WHOLE_NAME);
  const parts = [find(FIRST_NAME), find(LAST_NAME)].filter((at) => at !== undefined);
  const name = whole === undefined ? parts : [whole];
  const found = { role: find(ROLE), permissions: find(PERMISSIONS), ad_account_roles: find(AD_ACCOUNT_ROLES) };
  const used = [email, ...name, ...Object.values(found)];
  const ignored = cells.map((cell) => cell.trim()).filter((head, at) => head !== "" && !used.includes(at));
  return { email, name, ...found, ignored };
}

/** How many fields a head line names: how well it reads with one delimiter or another. */
export function fieldsNamed(cells: string[]): number {
  const columns = readHead(cells);
  if (!columns) return 0;
  return (
    1 +
    [columns.name[0], columns.role, columns.permissions, columns.ad_account_roles].filter((at) => at !== undefined)
      .length
  );
}

/** Whether pasted words or a file are a table that gives people roles of their own: more than a list of addresses. */
export function saysMoreThanAddresses(text: string): boolean {
  const [head = ""] = text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .split(/[\r\n]/, 1);
  return [",", ";", "\t", "|"].some((delimiter) => {
    const columns = readHead(head.split(delimiter).map((cell) => cell.replaceAll('"', "")));
    return columns && [columns.role, columns.permissions, columns.ad_account_roles].some((at) => at !== undefined);
  });
}
