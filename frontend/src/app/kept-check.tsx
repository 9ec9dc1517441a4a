import { Checkbox } from "@/design/choice";
import { FieldError } from "@/design/field";
import { LeaveGuard } from "./leave-guard";
import type { Keeping } from "./use-keeping";

type Props = {
  keeping: Keeping;
  /** What one says by it: "I have kept them". */
  label: string;
  /** What is missing when it is left without. */
  missed: string;
  /** The question before the page is left without. */
  leaving: { title: string; action: string; words: string };
};

/** Asks of whoever is shown something this once to say that it is kept, before it is gone. */
export function KeptCheck({ keeping, label, missed, leaving }: Props) {
  return (
    <div ref={keeping.box}>
      <Checkbox
        label={label}
        checked={keeping.kept}
        aria-invalid={keeping.missed || undefined}
        onChange={(event) => keeping.setKept(event.target.checked)}
      />
      {keeping.missed && <FieldError>{missed}</FieldError>}
      <LeaveGuard when={!keeping.kept} title={leaving.title} action={leaving.action} dangerous>
        {leaving.words}
      </LeaveGuard>
    </div>
  );
}
