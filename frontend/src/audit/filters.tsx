import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/design/button";
import { classes } from "@/design/classes";
import { FilterButton, filterClass } from "@/design/filter";
import { Menu, MenuChoice, MenuSeparator } from "@/design/menu";
import { Unseen } from "@/design/unseen";
import styles from "./audit.module.css";
import { AUDIT_DEFAULTS, type AuditSearch, daysCross, isFiltered } from "./audit-search";
import { dayOf, isDay } from "./days";
import { offeredFamilies, typeName } from "./event-types";

type Props = {
  org: string;
  search: AuditSearch;
  /** Who it is whose acts are shown, and what they are about, as far as it is known by name. */
  actor: string | undefined;
  target: string | undefined;
};

/** What is shown of the log: kind of event, days, and whom it is about. Whatever changes here goes back to the newest. */
export function Filters({ org, search, actor, target }: Props) {
  const navigate = useNavigate();
  const change = (changes: Partial<AuditSearch>) =>
    navigate({
      to: "/orgs/$org/audit",
      params: { org },
      search: { ...search, cursor: "", ...changes },
      resetScroll: false,
    });
  const crossed = daysCross(search);
  return (
    <div className={styles.filters}>
      <TypeMenu type={search.type} onChange={(type) => change({ type })} />
      <DayInput label={t`From`} day={search.from} wrong={crossed} onChange={(from) => change({ from })} />
      <DayInput label={t`To`} day={search.to} wrong={crossed} onChange={(to) => change({ to })} />
      {search.actor && (
        <Picked words={t`Acts of ${actorWords(search.actor, actor)}`} onRemove={() => change({ actor: "" })} />
      )}
      {search.target && <Picked words={t`About ${target ?? t`one record`}`} onRemove={() => change({ target: "" })} />}
      {isFiltered(search) && (
        <Button kind="quiet" onClick={() => change(AUDIT_DEFAULTS)}>
          {t`Clear`}
        </Button>
      )}
    </div>
  );
}

function actorWords(id: string, name: string | undefined): string {
  if (id === "system") return t`the system`;
  if (id === "operator") return t`operators`;
  return name ?? t`one person`;
}

function TypeMenu({ type, onChange }: { type: string; onChange: (type: string) => void }) {
  const chosen = type && (typeName(type) ?? type);
  return (
    <Menu
      trigger={
        <FilterButton
          on={chosen !== ""}
          words={chosen || t`Kind of event`}
          icon={ChevronDown}
          aria-label={chosen ? t`Kind of event: ${chosen}` : t`Kind of event`}
        />
      }
    >
      <TypeChoices type={type} onChange={onChange} />
    </Menu>
  );
}

/** The families, and under each its single types. */
function TypeChoices({ type, onChange }: { type: string; onChange: (type: string) => void }) {
  return (
    <>
      <MenuChoice value={type} onChange={onChange} options={[{ value: "", label: t`Any kind of event` }]} />
      {offeredFamilies().map((family) => (
        <div key={family.value}>
          <MenuSeparator />
          <MenuChoice
            value={type}
            onChange={onChange}
            options={[
              { value: family.value, label: <strong className={styles.family}>{family.name}</strong> },
              ...family.types.map(({ value, name }) => ({
                value,
                label: (
                  <span className={styles.type}>
                    <Unseen>{family.name}: </Unseen>
                    {name}
                  </span>
                ),
              })),
            ]}
          />
        </div>
      ))}
    </>
  );
}

type DayProps = { label: string; day: string; wrong: boolean; onChange: (day: string) => void };

/** A day, by the browser's own input. While a date is typed it is no day, or one long ago: that changes nothing yet. */
function DayInput({ label, day, wrong, onChange }: DayProps) {
  const [text, setText] = useState(day);
  const [shown, setShown] = useState(day);
  // The address may change by itself (Clear, Back): then the input follows.
  if (day !== shown) {
    setShown(day);
    setText(day);
  }
  return (
    <label className={classes(filterClass(day !== ""), styles.dayFilter)} data-wrong={wrong || undefined}>
      <span>{label}</span>
      <input
        type="date"
        value={text}
        max={dayOf(new Date())}
        aria-invalid={wrong || undefined}
        onChange={({ target: { value } }) => {
          setText(value);
          if (value === day || (value !== "" && !isDay(value))) return;
          setShown(value);
          onChange(value);
        }}
      />
    </label>
  );
}

/** A filter that was picked from a row; pressing takes it away. */
function Picked({ words, onRemove }: { words: string; onRemove: () => void }) {
  return <FilterButton on words={words} icon={X} aria-label={t`Remove filter: ${words}`} onClick={onRemove} />;
}
