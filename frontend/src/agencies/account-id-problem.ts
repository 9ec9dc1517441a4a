import { t } from "@lingui/core/macro";
import { fieldError, isProblem } from "@/api/problems";
import { readAccountId } from "@/organizations/account-id";
import type { Link } from "./links";

/** What is wrong with an Account Id as far as it shows before asking; undefined when it may be an agency's. */
export function accountIdProblem(text: string, org: string, agencies: Link[]): string | undefined {
  if (text.trim() === "") return t`Enter the agency's Account Id. Its people find it beside the organization's name.`;
  const id = readAccountId(text);
  if (!id) return t`An Account Id has ten digits, as in 730-194-5528.`;
  if (id === org) return t`This is the Account Id of your own organization. Enter that of the agency.`;
  const known = agencies.find(({ other }) => other.id === id);
  if (!known) return undefined;
  const { name } = known.other;
  return known.state === "active"
    ? t`${name} works here already. Change what it may do on its page.`
    : t`${name} is invited already. Change what it may do on its page.`;
}

/** What the API said about it, in words for the field. */
export function refusedAccountId(error: unknown): string | undefined {
  if (fieldError(error, "account_id")) {
    return t`No agency with this Account Id can be invited. Ask the agency for its Account Id.`;
  }
  if (isProblem(error, "conflict"))
    return t`This agency is invited or works here already. Change what it may do on its page.`;
  return undefined;
}
