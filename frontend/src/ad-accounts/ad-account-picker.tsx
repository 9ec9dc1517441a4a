import { Combobox } from "@base-ui/react/combobox";
import { t } from "@lingui/core/macro";
import { Check, ChevronDown, Plus } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { buttonClass } from "@/design/button";
import styles from "@/design/select.module.css";
import { may, useMe } from "@/organizations/me";
import { AdAccountDialog } from "./ad-account-dialog";
import type { NamedAdAccount } from "./ad-accounts";

type PickerProps = {
  /** Where one can be made in place; nowhere when the ad accounts are of somebody else. */
  org?: string;
  label: string;
  adAccounts: NamedAdAccount[];
  value: string[];
  onChange: (ids: string[]) => void;
  /** What stands on the button when nothing is chosen. */
  placeholder: string;
  /** Another button than the usual one. */
  trigger?: ReactNode;
};

/** Several ad accounts out of a searchable list, where one can be made in place by who may. */
export function AdAccountPicker({ org, label, adAccounts, value, onChange, placeholder, trigger }: PickerProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [creating, setCreating] = useState<string | null>(null);
  const [query, setQuery] = useState("");
  const chosen = adAccounts.filter(({ id }) => value.includes(id));
  const names = chosen.map(({ name }) => name).join(", ");
  return (
    <>
      <Combobox.Root
        items={adAccounts}
        multiple
        open={open}
        onOpenChange={setOpen}
        inputValue={query}
        onInputValueChange={setQuery}
        value={chosen}
        onValueChange={(next: NamedAdAccount[]) => onChange(next.map(({ id }) => id))}
        itemToStringLabel={({ name }: NamedAdAccount) => name}
        itemToStringValue={({ id }: NamedAdAccount) => id}
        isItemEqualToValue={(one: NamedAdAccount, other: NamedAdAccount) => one.id === other.id}
      >
        <Combobox.Trigger
          ref={button}
          className={trigger ? buttonClass() : styles.trigger}
          aria-label={chosen.length > 0 && !trigger ? `${label}: ${names}` : label}
        >
          {trigger ?? (
            <>
              <span className={styles.value} data-placeholder={chosen.length === 0 ? "" : undefined} title={names}>
                {names || placeholder}
              </span>
              <span className={styles.icon}>
                <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
              </span>
            </>
          )}
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner className={styles.positioner} sideOffset={4} align="start" collisionPadding={8}>
            <Combobox.Popup className={styles.popup} aria-label={label}>
              <div className={styles.searchLine}>
                <Combobox.Input
                  className={styles.search}
                  placeholder={t`Search ad accounts`}
                  aria-label={t`Search ad accounts`}
                />
              </div>
              <Combobox.Empty className={styles.empty}>{t`No ad account has this name.`}</Combobox.Empty>
              <Combobox.List className={styles.list}>
                {(adAccount: NamedAdAccount) => (
                  <Combobox.Item key={adAccount.id} className={styles.item} value={adAccount}>
                    <span className={styles.box} aria-hidden="true">
                      <Combobox.ItemIndicator>
                        <Check size={12} strokeWidth={2.25} />
                      </Combobox.ItemIndicator>
                    </span>
                    <span className={styles.itemText}>{adAccount.name}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
              {org && (
                <CreateInPlace
                  org={org}
                  name={query.trim()}
                  onCreate={() => {
                    setCreating(query.trim());
                    setOpen(false);
                  }}
                />
              )}
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {org && creating !== null && (
        <AdAccountDialog
          org={org}
          initialName={creating}
          onClose={() => setCreating(null)}
          onSaved={({ id }) => onChange([...value, id])}
          finalFocus={button}
        />
      )}
    </>
  );
}

/** The last line of the list: what was searched for can be made, by who may. */
function CreateInPlace({ org, name, onCreate }: { org: string; name: string; onCreate: () => void }) {
  if (!may(useMe(org), "create_ad_account")) return null;
  return (
    <div className={styles.foot}>
      <button type="button" className={buttonClass({ kind: "quiet" })} onClick={onCreate}>
        <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
        {name ? t`Create “${name}”` : t`Create an ad account`}
      </button>
    </div>
  );
}
