import { t } from "@lingui/core/macro";
import { array, boolean, maxLength, minLength, object, refine, string, trim } from "zod/mini";
import type { Organization, OrganizationSettings } from "@/api/types";
import { isDomain, MOST_DOMAINS } from "./domains";

/** The settings as the form's fields hold them. */
export type SettingsValues = {
  name: string;
  approve_new_users: boolean;
  accept_with_another_address: boolean;
  send_reminders: boolean;
  scim_sends_mail: boolean;
  invitation_days: string;
  allowed_domains: string[];
  require_two_factor: boolean;
};

/** The rules of the fields, with words that say what to do. */
export function settingsSchema() {
  return object({
    name: string().check(
      trim(),
      minLength(1, t`Give the organization a name.`),
      maxLength(80, t`A name has at most 80 characters.`),
    ),
    approve_new_users: boolean(),
    accept_with_another_address: boolean(),
    send_reminders: boolean(),
    scim_sends_mail: boolean(),
    invitation_days: string().check(
      refine(
        (text) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 30,
        t`Enter a whole number from 1 to 30.`,
      ),
    ),
    allowed_domains: array(string()).check(
      refine((domains) => domains.every(isDomain), t`Change what is marked: a domain looks like oakey.example.`),
      maxLength(MOST_DOMAINS, t`At most ${MOST_DOMAINS} domains are possible.`),
    ),
    require_two_factor: boolean(),
  });
}

/** A record as field values. */
export function valuesOf({ name, settings }: Organization): SettingsValues {
  return {
    name,
    approve_new_users: settings.approve_new_users,
    accept_with_another_address: settings.accept_with_another_address,
    send_reminders: settings.send_reminders,
    scim_sends_mail: settings.scim_sends_mail,
    invitation_days: String(settings.invitation_days),
    allowed_domains: settings.allowed_domains,
    require_two_factor: settings.require_two_factor,
  };
}

/** The names of the settings that differ, for the save bar. */
export function changedSettings(read: Organization, values: SettingsValues): string[] {
  const before = valuesOf(read);
  const names: Record<keyof SettingsValues, string> = {
    name: t`name`,
    approve_new_users: t`approve new users`,
    accept_with_another_address: t`accept with another address`,
    invitation_days: t`days until an invitation ends`,
    send_reminders: t`reminders`,
    scim_sends_mail: t`mail of SCIM`,
    allowed_domains: t`domains`,
    require_two_factor: t`require two-factor`,
  };
  return differing(before, values).map((field) => names[field]);
}

/** What somebody changed in the settings as read, on top of what they are by now. */
export function onTopOf(theirs: Organization, read: Organization, values: SettingsValues): SettingsValues {
  const mine = differing(valuesOf(read), values);
  return { ...valuesOf(theirs), ...Object.fromEntries(mine.map((field) => [field, values[field]])) };
}

/** The merge patch: only what differs, so that settings which the form does not show stay as they are. */
export function patchFor(
  read: Organization,
  values: SettingsValues,
): { name?: string; settings?: Partial<OrganizationSettings> } {
  const { name, ...settings } = typed(values);
  const fields = differing(valuesOf(read), values);
  const changed = Object.fromEntries(
    Object.entries(settings).filter(([field]) => fields.includes(field as keyof SettingsValues)),
  );
  return {
    ...(fields.includes("name") && { name }),
    ...(Object.keys(changed).length > 0 && { settings: changed }),
  };
}

function typed(values: SettingsValues) {
  return {
    ...values,
    name: values.name.trim(),
    invitation_days: Number(values.invitation_days),
  };
}

function differing(before: SettingsValues, after: SettingsValues): (keyof SettingsValues)[] {
  const fields = Object.keys(before) as (keyof SettingsValues)[];
  return fields.filter((field) => JSON.stringify(typed(before)[field]) !== JSON.stringify(typed(after)[field]));
}
