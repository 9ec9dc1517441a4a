import { t } from "@lingui/core/macro";
import { Ellipsis } from "lucide-react";
import { Fragment, useRef } from "react";
import type { Me } from "@/api/types";
import { IconButton } from "@/design/button";
import { Menu, MenuItem, MenuSeparator } from "@/design/menu";
import { type Person, personName } from "../person";
import styles from "./actions-menu.module.css";
import { type PersonAction, type Withheld, whyWithheld } from "./available-actions";

type Props = {
  person: Person;
  actions: PersonAction[];
  /** Who looks: what they may not do is explained. */
  me?: Me;
  onAction: (action: PersonAction, person: Person, from: HTMLElement | null) => void;
};

/** The ⋯ of a row. */
export function ActionsMenu({ person, actions, me, onAction }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const withheld = me && whyWithheld(person, me);
  if (actions.length === 0) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton ref={button} label={t`Actions for ${personName(person)}`}>
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      {actions.map((action, at) => (
        <Fragment key={action}>
          {isDangerous(action) && at > 0 && <MenuSeparator />}
          <MenuItem dangerous={isDangerous(action)} onSelect={() => onAction(action, person, button.current)}>
            {withheld ? (
              <span className={styles.explained}>
                {actionName(action)}
                <span className={styles.why}>{withheldWords(withheld)}</span>
              </span>
            ) : (
              actionName(action)
            )}
          </MenuItem>
        </Fragment>
      ))}
    </Menu>
  );
}

/** Whether it ends somebody's place or invitation. */
export function isDangerous(action: PersonAction): boolean {
  return action === "remove" || action === "reject" || action === "revoke";
}

/** The words of a menu item or button. */
export function actionName(action: PersonAction): string {
  switch (action) {
    case "edit":
      return t`Edit permissions`;
    case "view":
      return t`View permissions`;
    case "approve":
      return t`Approve`;
    case "reject":
      return t`Reject…`;
    case "suspend":
      return t`Suspend…`;
    case "reactivate":
      return t`Reactivate`;
    case "remove":
      return t`Remove user…`;
    case "edit_address":
      return t`Edit address and resend`;
    case "resend":
      return t`Resend invitation`;
    case "copy_link":
      return t`Copy invitation link`;
    case "reset_link":
      return t`Reset link…`;
    case "revoke":
      return t`Revoke invitation…`;
  }
}

/** Why there is no more to do; whoever it is about, it is the only line of the menu. */
function withheldWords(why: Withheld): string {
  switch (why) {
    case "own":
      return t`You cannot change your own place. Ask another account administrator.`;
    case "admin":
      return t`Only an organization admin can change an organization admin.`;
    case "exceeds":
      return t`They hold more than you do: the rest is for an organization admin.`;
  }
}
