import { t } from "@lingui/core/macro";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { Catalog, PermissionGroup } from "@/api/types";
import { ChipRemove } from "@/design/chip-remove";
import { Checkbox, Toggle } from "@/design/choice";
import styles from "./permission-editor.module.css";
import { groupState, heldOf, toggleGroup, togglePermission } from "./permission-groups";

type EditorProps = {
  catalog: Catalog;
  held: string[];
  onChange: (held: string[]) => void;
  /** Why a permission cannot be changed; undefined when it can. */
  refusal: (permission: string) => string | undefined;
};

/** A toggle for each group of permissions, and under it a checkbox for each of them. */
export function PermissionEditor({ catalog, held, onChange, refusal }: EditorProps) {
  const known = new Set(catalog.permission_groups.flatMap(({ permissions }) => permissions.map(({ id }) => id)));
  const gone = held.filter((permission) => !known.has(permission));
  const shared = reasonOfSeveral(catalog.permission_groups, refusal);
  return (
    <div>
      {shared && <p className={styles.shared}>{shared}</p>}
      {catalog.permission_groups.map((group) => (
        <Group key={group.id} group={group} held={held} onChange={onChange} refusal={refusal} saidAlready={shared} />
      ))}
      {gone.length > 0 && (
        <Gone
          permissions={gone}
          // Whoever may change anything here may take away what opens nothing.
          onRemove={
            [...known].every(refusal) ? undefined : (permission) => onChange(togglePermission(held, permission))
          }
        />
      )}
    </div>
  );
}

type GoneProps = { permissions: string[]; onRemove?: (permission: string) => void };

/** Permissions that left the catalog: they open nothing, and stay until somebody takes them away. */
function Gone({ permissions, onRemove }: GoneProps) {
  const title = useId();
  const list = useRef<HTMLUListElement>(null);
  return (
    <div className={styles.gone}>
      <p id={title}>
        {t`No longer offered`} <span className={styles.goneHint}>{t`without effect, and kept`}</span>
      </p>
      <ul className={styles.goneList} aria-labelledby={title} ref={list} tabIndex={-1}>
        {permissions.map((permission) => (
          <li className={styles.goneChip} key={permission}>
            {permission}
            {onRemove && (
              <ChipRemove
                aria-label={t`Remove ${permission}`}
                onClick={() => {
                  list.current?.focus();
                  onRemove(permission);
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A reason that holds in more than one group: it is said once, above them. */
function reasonOfSeveral(groups: PermissionGroup[], refusal: EditorProps["refusal"]): string | undefined {
  const reasons = groups.flatMap((group) => [...new Set(group.permissions.map(({ id }) => refusal(id)))]);
  return reasons.find((reason, at) => reason && reasons.indexOf(reason) !== at)?.trim();
}

type GroupProps = Omit<EditorProps, "catalog"> & { group: PermissionGroup; saidAlready: string | undefined };

function Group({ group, held, onChange, refusal, saidAlready }: GroupProps) {
  const id = useId();
  const state = groupState(group, held);
  const [open, setOpen] = useState(state === "mixed");
  const refusals = group.permissions.map((permission) => refusal(permission.id));
  const allRefused = refusals.every(Boolean);
  // One reason for the whole group is said once; different ones beside what they belong to.
  const reasons = new Set(refusals.filter((reason) => reason && reason.trim() !== (saidAlready ?? "")));
  const sharedReason = reasons.size === 1 ? [...reasons][0] : undefined;
  const heldCount = heldOf(group, held);
  const all = group.permissions.length;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className={styles.group}>
      <div className={styles.line}>
        <Toggle
          state={state}
          disabled={allRefused}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-count${sharedReason ? ` ${id}-reason` : ""}`}
          onChange={() => onChange(toggleGroup(group, held, (permission) => !refusal(permission)))}
        />
        <button
          type="button"
          className={styles.opener}
          aria-expanded={open}
          aria-controls={`${id}-permissions`}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.groupName} id={`${id}-name`}>
            {group.name}
          </span>
          <span className={styles.count} id={`${id}-count`}>
            {t`${heldCount} of ${all}`}
          </span>
          <Chevron size={16} strokeWidth={1.5} className={styles.chevron} aria-hidden="true" />
        </button>
      </div>
      {sharedReason && (open || allRefused) && (
        <p className={styles.reason} id={`${id}-reason`}>
          {sharedReason}
        </p>
      )}
      <fieldset className={styles.permissions} id={`${id}-permissions`} hidden={!open} aria-label={group.name}>
        {group.permissions.map((permission, at) => (
          <Checkbox
            key={permission.id}
            label={permission.name}
            detail={reasons.size > 1 ? refusals[at] : undefined}
            checked={held.includes(permission.id)}
            disabled={Boolean(refusals[at])}
            onChange={() => onChange(togglePermission(held, permission.id))}
          />
        ))}
      </fieldset>
    </div>
  );
}
