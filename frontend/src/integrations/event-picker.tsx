import { plural, t } from "@lingui/core/macro";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { offeredFamilies } from "@/audit/event-types";
import { Check } from "@/design/check";
import { Checkbox, RadioCards } from "@/design/choice";
import { FieldError } from "@/design/field";
import { FormPart } from "@/design/form-parts";
import styles from "./integrations.module.css";

type Props = {
  /** Empty for all, those that come later included. */
  types: string[];
  /** Only some are wanted, though none may be chosen yet. */
  some: boolean;
  error?: string;
  onChange: (changes: { some?: boolean; types?: string[] }) => void;
};

/** Of what an endpoint is told: everything, or single kinds of event by family. */
export function EventPicker({ types, some, error, onChange }: Props) {
  return (
    <FormPart title={t`Events`}>
      <RadioCards
        label={t`Events`}
        options={[
          { value: "all", name: t`All events`, detail: t`Also those that come later` },
          { value: "some", name: t`Only some`, detail: t`Those that you choose below` },
        ]}
        value={some ? "some" : "all"}
        onChange={(value) => onChange({ some: value === "some" })}
      />
      {some && (
        <div className={styles.families}>
          {offeredFamilies().map((family) => (
            <Family
              key={family.value}
              name={family.name}
              types={family.types}
              chosen={types}
              onChange={(next) => onChange({ types: next })}
            />
          ))}
        </div>
      )}
      {some && error && <FieldError>{error}</FieldError>}
    </FormPart>
  );
}

type FamilyProps = {
  name: string;
  types: { value: string; name: string }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

/** A family: its checkbox stands for all of its kinds, which unfold below. */
function Family({ name, types, chosen, onChange }: FamilyProps) {
  const id = useId();
  const values = types.map(({ value }) => value);
  const count = values.filter((value) => chosen.includes(value)).length;
  const [open, setOpen] = useState(count > 0 && count < values.length);
  const others = chosen.filter((value) => !values.includes(value));
  return (
    <div className={styles.family}>
      <div className={styles.familyHead}>
        <label className={styles.familyName} htmlFor={id}>
          <Check
            id={id}
            checked={count === values.length}
            mixed={count > 0 && count < values.length}
            onChange={(event) => onChange(event.target.checked ? [...others, ...values] : others)}
          />
          {name}
        </label>
        <button
          type="button"
          className={styles.familyOpener}
          aria-expanded={open}
          aria-label={t`Single events of ${name}`}
          onClick={() => setOpen(!open)}
        >
          {plural(values.length, { one: `${count} of #`, other: `${count} of #` })}
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
      {open && (
        <fieldset className={styles.familyTypes} aria-label={name}>
          {types.map((type) => (
            <Checkbox
              key={type.value}
              label={type.name}
              checked={chosen.includes(type.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...chosen, type.value] : chosen.filter((value) => value !== type.value),
                )
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}
