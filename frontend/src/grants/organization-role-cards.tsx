import { t } from "@lingui/core/macro";
import { ORGANIZATION_ROLES, organizationRoleName } from "@/api/catalog";
import type { Catalog, Grantable, OrganizationRole } from "@/api/types";
import { RadioCards } from "@/design/choice";
import { mayGiveRole } from "./grantable";

type Props = {
  catalog: Catalog;
  grantable: Grantable;
  value: OrganizationRole;
  /** What the person holds now: it stays choosable, so that a change can be taken back. */
  present?: OrganizationRole;
  /** Shorter explanations, for narrow cards. */
  brief?: boolean;
  disabled?: boolean;
  onChange: (role: OrganizationRole) => void;
};

/** The three organization roles as cards; those that the actor may not give say so. */
export function OrganizationRoleCards({
  catalog,
  grantable,
  value,
  present,
  brief = false,
  disabled,
  onChange,
}: Props) {
  const presentLocked = present !== undefined && !mayGiveRole(grantable, present);
  return (
    <RadioCards
      label={t`Organization role`}
      value={value}
      onChange={onChange}
      options={ORGANIZATION_ROLES.map((id) => {
        const refused = presentLocked ? id !== present : !mayGiveRole(grantable, id) && id !== present;
        return {
          value: id,
          name: organizationRoleName(catalog, id),
          detail: refused && !disabled ? t`Only an organization admin can give this` : explanation(id, brief),
          disabled: disabled || refused,
        };
      })}
    />
  );
}

/** What a role means, in the words of the form that it stands in. */
function explanation(role: OrganizationRole, brief: boolean): string {
  switch (role) {
    case "admin":
      return brief ? t`Everything` : t`Everything, in every ad account`;
    case "member":
      return brief ? t`What you choose below` : t`Ad accounts and permissions below`;
    case "guest":
      return brief ? t`Only what is below` : t`Only the ad accounts below`;
  }
}
