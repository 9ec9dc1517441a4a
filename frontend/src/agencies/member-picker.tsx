import { Combobox } from "@base-ui/react/combobox";
import { t } from "@lingui/core/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Check, ChevronDown, X } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { answer, api } from "@/api/client";
import { problemWords } from "@/api/problems";
import type { ControlProps } from "@/design/field";
import styles from "@/design/select.module.css";
import { useMe } from "@/organizations/me";
import own from "./agencies.module.css";

/** A member of the organization, as far as choosing needs. */
export type PickedMember = { id: string; name: string; email: string };

type Props = {
  org: string;
  control: ControlProps;
  buttonRef: RefObject<HTMLButtonElement | null>;
  picked: PickedMember[];
  onChange: (picked: PickedMember[]) => void;
  /** Members who are not offered, by id. */
  without: string[];
};

const OFFERED = 50;
const TYPING_PAUSE_MS = 250;

/** Several active members out of a list that is searched as the list of users is; oneself is among them. */
export function MemberPicker({ org, control, buttonRef, picked, onChange, without }: Props) {
  const me = useMe(org)?.member.id;
  const [query, setQuery] = useState("");
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQ(query.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const found = useQuery({
    queryKey: ["organization", org, "lists", "members-to-choose", q],
    queryFn: async ({ signal }): Promise<PickedMember[]> => {
      const params = { path: { org }, query: { state: "active" as const, q: q || undefined, limit: OFFERED } };
      const { items } = await answer(api.GET("/v1/organizations/{org}/members", { params, signal }));
      return items.map(({ id, user }) => ({ id, name: user.name, email: user.email }));
    },
    placeholderData: keepPreviousData,
  });
  const items = found.data?.filter(({ id }) => !without.includes(id)) ?? [];
  return (
    <>
      <Combobox.Root
        items={items}
        filter={null}
        multiple
        inputValue={query}
        onInputValueChange={setQuery}
        value={picked}
        onValueChange={onChange}
        itemToStringLabel={({ name }: PickedMember) => name}
        itemToStringValue={({ id }: PickedMember) => id}
        isItemEqualToValue={(one: PickedMember, other: PickedMember) => one.id === other.id}
      >
        <Combobox.Trigger ref={buttonRef} className={styles.trigger} {...control}>
          <span className={styles.value} data-placeholder="">
            {t`Choose members`}
          </span>
          <span className={styles.icon}>
            <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
          </span>
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner className={styles.positioner} sideOffset={4} align="start" collisionPadding={8}>
            <Combobox.Popup className={styles.popup} aria-label={t`Members`}>
              <div className={styles.searchLine}>
                <Combobox.Input
                  className={styles.search}
                  placeholder={t`Search name or address`}
                  aria-label={t`Search name or address`}
                />
              </div>
              <Combobox.Empty className={styles.empty}>
                {found.error ? problemWords(found.error) : found.data ? t`Nobody else matches.` : t`Looking…`}
              </Combobox.Empty>
              <Combobox.List className={styles.list}>
                {(member: PickedMember) => (
                  <Combobox.Item key={member.id} className={styles.item} value={member}>
                    <span className={styles.box} aria-hidden="true">
                      <Combobox.ItemIndicator>
                        <Check size={12} strokeWidth={2.25} />
                      </Combobox.ItemIndicator>
                    </span>
                    <span className={styles.itemText}>
                      {member.id === me ? t`${member.name} (you)` : member.name}
                      <span className={styles.itemDetail}>{member.email}</span>
                    </span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {picked.length > 0 && (
        <ul className={own.picked} aria-label={t`Chosen members`}>
          {picked.map((member) => (
            <li key={member.id}>
              <span className={own.pickedName} title={member.email}>
                {member.name}
              </span>
              <button
                type="button"
                className={own.pickedRemove}
                aria-label={t`Do not choose ${member.name}`}
                onClick={() => {
                  buttonRef.current?.focus();
                  onChange(picked.filter(({ id }) => id !== member.id));
                }}
              >
                <X size={13} strokeWidth={1.75} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
