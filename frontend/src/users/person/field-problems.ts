import { t } from "@lingui/core/macro";
import { fieldError, isProblem, problemWords } from "@/api/problems";
import { addressProblemWords } from "../invite/address-words";
import { addressProblem } from "../invite/addresses";
import type { Draft, InvitationField } from "./changes";

type FieldProblems = Partial<Record<InvitationField, string>>;

/** What cannot be sent as it stands, found before asking. */
export function fieldProblems({ email }: Draft): FieldProblems {
  if (email === undefined) return {};
  if (email === "") return { email: t`Enter an e-mail address.` };
  const words = addressProblemWords({ text: email, email, name: "", problem: addressProblem(email) });
  return words ? { email: words } : {};
}

/** What the API refused about a field. */
export function refusedFields(error: unknown): FieldProblems {
  // Who has the address, or wants no invitations.
  if (isProblem(error, "already-member", "conflict")) return { email: problemWords(error) };
  const [email, name] = [fieldError(error, "email"), fieldError(error, "name")];
  return { ...(email && { email: t`This address ${email}.` }), ...(name && { name: t`The name ${name}.` }) };
}
