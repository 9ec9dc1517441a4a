import { plural, t } from "@lingui/core/macro";
import { problemWords as apiProblemWords, ProblemError } from "@/api/problems";
import { countWords } from "@/messages/dates";
import { addressProblemWords } from "../invite/address-words";
import type { Problem } from "./check";
import type { Field } from "./columns";
import type { Job, Outcome, Trouble } from "./job";
import type { NoTable } from "./read";
import type { UnreadableFile } from "./text";

/** A field as people call it. */
export function fieldName(field: Field): string {
  switch (field) {
    case "email":
      return t`E-mail`;
    case "name":
      return t`Name`;
    case "role":
      return t`Role`;
    case "permissions":
      return t`Permissions`;
    case "ad_account_roles":
      return t`Ad accounts and roles`;
  }
}

/** What is wrong with a row, and so what to do. */
export function problemWords({ field, code, value = "", line }: Problem): string {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  switch (code) {
    case "incomplete":
    case "characters":
    case "too_long":
      return addressProblemWords({ text: value, email: value, name: "", problem: code }) ?? "";
    case "missing":
      return t`The address is missing.`;
    case "twice":
      return t`“${shown}” stands in line ${line ?? 0} already.`;
    case "domain":
      return t`This organization does not invite people at “${domainOf(value)}”.`;
    case "unclosed":
      return t`A quote opens here and never closes. Correct the file: what follows belongs to this row.`;
    case "name_too_long":
      return t`A name has at most 80 characters.`;
    case "name_characters":
      return t`The name has line breaks or invisible characters.`;
    case "name_address":
      return t`A name cannot hold a web address.`;
    case "unknown":
      return unknownWords(field, shown);
    case "not_yours":
      return t`You cannot give “${shown}”: you do not hold it yourself.`;
    case "not_for_guests":
      return t`Guests cannot hold “${shown}”.`;
    case "not_for_admins":
      return field === "permissions"
        ? t`Organization admins have every permission: leave it empty.`
        : t`Organization admins have every ad account: leave it empty.`;
    case "without_role":
      return t`“${shown}” says no role. Write it like “EU Brand:viewer”.`;
    case "unknown_role":
      return t`“${shown}” is no role on ad accounts.`;
    case "for_keys":
      return t`“${shown}” is a role for API keys only.`;
    case "archived":
      return t`The ad account “${shown}” is archived. Restore it first.`;
    case "ambiguous":
      return t`Several ad accounts are called “${shown}”. Write its id.`;
    case "too_many":
      return t`A person can have roles on at most 100 ad accounts.`;
  }
}

function unknownWords(field: Field, shown: string): string {
  switch (field) {
    case "role":
      return t`“${shown}” is no organization role. Write admin, member or guest.`;
    case "permissions":
      return t`“${shown}” is no permission.`;
    default:
      return t`No ad account of this organization is called “${shown}”.`;
  }
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}

/** Everything that is wrong with a row, in one line. */
export function allProblemWords(problems: Problem[]): string {
  return problems.map(problemWords).join(" ");
}

/** Why nothing can be read from a file, and what to do. */
export function troubleWords(why: { trouble: UnreadableFile } | NoTable): string {
  switch (why.trouble) {
    case "workbook":
      return t`This is a workbook. In the spreadsheet choose “Save as” or “Download as” CSV, and import that file.`;
    case "too_large":
      return t`This file is larger than 10 MB. Split it into several.`;
    case "empty":
    case "no_rows":
      return t`This file has no rows with people.`;
    case "no_email_column":
      return t`No column holds e-mail addresses. The first line has: ${why.found.join(", ")}. Call the column with the addresses “email”.`;
    case "too_many":
      return t`This file has ${countWords(why.count)} rows. At most 10,000 can be imported at once: split it into several.`;
  }
}

/** What became of a row. */
export function outcomeWords(outcome: Outcome["outcome"] | "waiting"): string {
  switch (outcome) {
    case "invited":
      return t`Invited`;
    case "already_member":
      return t`Already a member`;
    case "already_invited":
      return t`Already invited`;
    case "invalid":
      return t`Not possible`;
    case "domain_not_allowed":
      return t`Domain not allowed`;
    case "over_limit":
      return t`Over the limit`;
    case "refused":
      return t`Not allowed`;
    case "left_out":
      return t`Left out`;
    case "waiting":
      return t`Not sent yet`;
  }
}

/** Why it waits or stopped, and what to do. */
export function stopWords({ code, requestId }: Trouble): string {
  if (code === "not_kept") {
    return t`This browser does not let the page keep the import, so it could not be continued after a failure. Make room or allow site data, then continue.`;
  }
  return apiProblemWords(
    new ProblemError({ type: `/problems/${code}`, title: code, status: 0, request_id: requestId }),
  );
}

/** How far a job is, for a line on another page. */
export function waitingWords({ file }: Job, done: number, all: number): string {
  if (done === all) return t`The import of “${file}” is done. Not everybody was invited.`;
  const sent = countWords(done);
  return plural(all, {
    one: `Import of # person: ${sent} sent.`,
    other: `Import of ${countWords(all)} people: ${sent} sent.`,
  });
}
