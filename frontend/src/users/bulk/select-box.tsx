import { t } from "@lingui/core/macro";
import type { KeyboardEvent } from "react";
import type { Me } from "@/api/types";
import { Check } from "@/design/check";
import { type Person, personName } from "../person";
import { type LeftOut, whyLeftOut } from "./bulk-rights";
import styles from "./select-box.module.css";
import type { SelectionOf } from "./use-selection";

type Props = { person: Person; me: Me | undefined; selection: SelectionOf };

/**
 * The checkbox of a row or a card. With Shift it selects everybody from the one that was pressed before: by click, by
 * Shift+Space, and by Shift+Arrow, which goes on to the next row. Enter goes to what can be done with the selected.
 */
export function SelectBox({ person, me, selection }: Props) {
  const name = personName(person);
  const why = whyLeftOut(person, me);
  if (why) {
    const words = leftOutWords(why);
    return (
      <span className={styles.cell} title={words}>
        <Check aria-disabled="true" aria-label={t`${name} cannot be selected: ${words}`} checked={false} readOnly />
      </span>
    );
  }
  const on = selection.has(person);
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : undefined;
    if (event.key === "Enter") focusOn(event, "[data-bulk-bar] button");
    else if (event.shiftKey && event.key === " ") {
      event.preventDefault();
      selection.press(person, !on, true);
    } else if (event.shiftKey && step) {
      const next = selection.extend(person, step);
      if (next) focusOn(event, `#${boxId(next)}`);
    }
  }
  return (
    <span className={styles.cell}>
      <Check
        id={boxId(person)}
        aria-label={t`Select ${name}`}
        checked={on}
        onChange={(event) => selection.press(person, !on, (event.nativeEvent as MouseEvent).shiftKey)}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}

/** The checkbox of all rows of the page, with its words beside it where there is room for them. */
export function SelectPageBox({ selection, withWords }: { selection: SelectionOf; withWords?: boolean }) {
  const words = t`Select all on this page`;
  return (
    <>
      <span className={styles.cell}>
        <Check
          id="select-page"
          aria-label={words}
          checked={selection.page === "all"}
          mixed={selection.page === "some"}
          disabled={selection.pageSize === 0}
          onChange={selection.pressPage}
        />
      </span>
      {withWords && <label htmlFor="select-page">{words}</label>}
    </>
  );
}

function boxId({ id }: Person): string {
  return `select-${id}`;
}

function focusOn(event: KeyboardEvent, selector: string) {
  event.preventDefault();
  document.querySelector<HTMLElement>(selector)?.focus();
}

function leftOutWords(why: LeftOut): string {
  switch (why) {
    case "own":
      return t`this is you`;
    case "admin":
      return t`only an organization admin can change an organization admin`;
    case "exceeds":
      return t`they hold something that you do not hold yourself`;
  }
}
