import { t } from "@lingui/core/macro";
import { CopyButton } from "@/design/copy-button";
import { Tabs } from "@/design/tabs";
import goCode from "../../../docs/snippets/verify.go?raw";
import pythonCode from "../../../docs/snippets/verify.py?raw";
import typescriptCode from "../../../docs/snippets/verify.ts?raw";
import styles from "./integrations.module.css";

/** How a receiver knows that a message is Roster's: whole programs, which are kept and run as files of their own. */
export function VerifySnippets() {
  return (
    <Tabs
      label={t`Language`}
      tabs={[
        { id: "go", name: "Go", content: <Code name="Go" text={goCode} /> },
        { id: "typescript", name: "TypeScript", content: <Code name="TypeScript" text={typescriptCode} /> },
        { id: "python", name: "Python", content: <Code name="Python" text={pythonCode} /> },
      ]}
    />
  );
}

function Code({ name, text }: { name: string; text: string }) {
  return (
    <div className={styles.code}>
      <section className={styles.program} aria-label={t`Receiver in ${name}`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and by keyboard, too */}
        <pre tabIndex={0}>{text}</pre>
      </section>
      <CopyButton text={text} copied={t`The receiver in ${name} is copied.`}>{t`Copy`}</CopyButton>
    </div>
  );
}
