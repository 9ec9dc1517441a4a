import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/design/button";
import { say, sayProblem } from "@/design/toasts";

/** Copies something that also stands on the page, and says so. */
export function CopyButton({ text, copied, children }: { text: string; copied: string; children: ReactNode }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      say(copied);
    } catch {
      sayProblem(t`The browser does not let this page copy. Mark it and copy it by hand.`);
    }
  }
  return (
    <Button onClick={copy}>
      <Copy size={16} strokeWidth={1.5} aria-hidden="true" />
      {children}
    </Button>
  );
}
