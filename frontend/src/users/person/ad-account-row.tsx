import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { adAccountRoleName, rolesForPeople } from "@/api/catalog";
import type { Catalog, Grantable } from "@/api/types";
import { Button, buttonClass } from "@/design/button";
import { ChipRemove } from "@/design/chip-remove";
import { classes } from "@/design/classes";
import { Menu, MenuItem } from "@/design/menu";
import { mayGiveAdAccountRole } from "@/grants/grantable";
import { notYoursToGive } from "@/grants/refusal-words";
import styles from "./person.module.css";

type Props = {
  id: string;
  name: string;
  archived?: boolean;
  catalog: Catalog;
  grantable: Grantable;
  base: string[];
  roles: string[];
  readOnly: boolean;
  onAdd: (role: string) => void;
  onRemove: (role: string) => void;
};

/** One ad account: its roles with an × on each, the removed ones with Undo, and "+ Add role". */
export function AdAccountRow({
  id,
  name,
  archived,
  catalog,
  grantable,
  base,
  roles,
  readOnly,
  onAdd,
  onRemove,
}: Props) {
  const line = useRef<HTMLLIElement>(null);
  // What was pressed is gone afterwards: the keyboard goes on at what took its place.
  const goOnAt = useRef<string | null>(null);
  useEffect(() => {
    const next = goOnAt.current;
    if (!next) return;
    goOnAt.current = null;
    const places = [...(line.current?.querySelectorAll<HTMLElement>("[data-role]") ?? [])];
    (places.find(({ dataset }) => dataset.role === next) ?? places.at(-1))?.focus();
  });
  const act = (role: string, change: (role: string) => void) => {
    goOnAt.current = role;
    change(role);
  };
  const removed = base.filter((role) => !roles.includes(role));
  const addable = rolesForPeople(catalog).filter(
    (role) => !roles.includes(role.id) && !removed.includes(role.id) && mayGiveAdAccountRole(grantable, id, role.id),
  );
  const locked = roles.some((role) => !mayGiveAdAccountRole(grantable, id, role));
  return (
    <li className={styles.adAccount} ref={line}>
      <span className={classes(styles.adAccountName, roles.length === 0 && styles.struck)}>
        {roles.length === 0 ? <del>{name}</del> : name}
        {archived && <span className={styles.archived}>{t`archived, opens nothing`}</span>}
      </span>
      <span className={styles.roles}>
        {roles.map((role) => {
          const roleName = adAccountRoleName(catalog, role);
          const offered = catalog.ad_account_roles.some((known) => known.id === role);
          const changeable = !readOnly && mayGiveAdAccountRole(grantable, id, role);
          return (
            <span className={styles.roleChip} key={role} data-new={base.includes(role) ? undefined : ""}>
              {offered ? roleName : t`${roleName}, no longer offered`}
              {changeable && (
                <ChipRemove
                  aria-label={t`Remove ${roleName} on ${name}`}
                  data-role={role}
                  onClick={() => act(role, onRemove)}
                />
              )}
            </span>
          );
        })}
        {removed.map((role) => {
          const roleName = adAccountRoleName(catalog, role);
          return (
            <span className={styles.removed} key={role}>
              {t`${roleName} removed`}
              <Button
                kind="link"
                aria-label={t`Undo: ${roleName} on ${name}`}
                data-role={role}
                onClick={() => act(role, onAdd)}
              >
                {t`Undo`}
              </Button>
            </span>
          );
        })}
        {!readOnly && roles.length > 0 && addable.length > 0 && (
          <Menu
            trigger={
              <button
                type="button"
                data-role=""
                className={classes(buttonClass({ kind: "link" }), styles.addRole)}
                aria-label={t`Add role on ${name}`}
              >
                <Plus size={14} strokeWidth={1.5} aria-hidden="true" />
                {t`Add role`}
              </button>
            }
          >
            {addable.map((role) => (
              <MenuItem key={role.id} onSelect={() => onAdd(role.id)}>
                {role.name}
              </MenuItem>
            ))}
          </Menu>
        )}
        {!readOnly && locked && <span className={styles.lockedHint}>{notYoursToGive()}</span>}
      </span>
    </li>
  );
}
