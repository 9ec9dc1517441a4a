import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import styles from "./tabs.module.css";

type Props = {
  /** The accessible name of the tabs. */
  label: string;
  tabs: { id: string; name: string; content: ReactNode }[];
};

/** The same thing in several ways, one at a time. The arrow keys move between them. */
export function Tabs({ label, tabs }: Props) {
  return (
    <Base.Root defaultValue={tabs[0]?.id}>
      <Base.List className={styles.list} aria-label={label}>
        {tabs.map(({ id, name }) => (
          <Base.Tab key={id} className={styles.tab} value={id}>
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} className={styles.panel} value={id}>
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
