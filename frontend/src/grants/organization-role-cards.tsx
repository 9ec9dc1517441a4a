import { t } from "@lingui/core/macro";
import type { Catalog, Grantable, OrganizationRole } from "@/api/types";
import { RadioCards } from "@/design/choice";
import { mayGiveRole } from "./grantable";

type Props = {
  catalog: Catalog;
  grantable: Grantable;
  value: OrganizationRole;
  /** What the person holds now: it stays choosable, so that a change can be taken back. */
  present?: OrganizationRole;
  disabled?: boolean;
  onChange: (role: OrganizationRole) => void;
};

/** The three organization roles as cards; those that the actor may not give say so. */
export function OrganizationRoleCards({ catalog, grantable, value, present, disabled, onChange }: Props) {
  const presentLocked = present !== undefined && !mayGiveRole(grantable, present);
  return (
    <RadioCards
      label={t`Organization role`}
      value={value}
      onChange={onChange}
      options={catalog.organization_roles.map(({ id, name, description }) => {
        const refused = presentLocked ? id !== present : !mayGiveRole(grantable, id) && id !== present;
        return {
          value: id,
          name,
          detail: refused && !disabled ? t`Only an organization admin can give this` : description,
          disabled: disabled || refused,
        };
      })}
    />
  );
}
