import { t } from "@lingui/core/macro";
import type { Ref } from "react";
import { ChipField } from "@/design/chip-field";
import { domainsIn, isDomain } from "./domains";

type Props = {
  domains: string[];
  onChange: (domains: string[]) => void;
  /** Said under the field. */
  error?: string;
  /** For whoever moves the focus to a wrong field. */
  inputRef?: Ref<HTMLInputElement>;
};

/** Domains as chips: typed or pasted in any shape, each once. */
export function DomainField({ domains, onChange, error, inputRef }: Props) {
  const change = (rest: string[], added: string) => onChange([...new Set([...rest, ...domainsIn(added)])]);
  return (
    <ChipField
      ref={inputRef}
      label={t`Domains that may be invited`}
      hint={t`optional; empty allows all`}
      error={error}
      chipsLabel={t`Domains that may be invited`}
      items={domains}
      chipOf={(domain) => ({ key: domain, text: domain, bad: !isDomain(domain) })}
      onChange={change}
      ends={(key, typed) => typed.trim() !== "" && ["Enter", ",", ";", " "].includes(key)}
      onPaste={(pasted) => {
        if (!/[\s,;]/.test(pasted.trim())) return false;
        change(domains, pasted);
        return true;
      }}
      placeholder={domains.length > 0 ? undefined : "oakey.example"}
      inputMode="url"
    />
  );
}
