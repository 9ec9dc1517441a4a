import { t } from "@lingui/core/macro";

/** Why a permission or role cannot be given by who does not hold it. */
export function notYoursToGive(): string {
  return t`You can give and take only what you hold yourself. Ask an organization admin.`;
}

/** Why a guest cannot have a permission. */
export function notForGuests(): string {
  return t`Guests cannot hold these.`;
}
