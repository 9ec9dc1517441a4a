import { type ComponentType, useEffect, useState } from "react";
import { proveBy } from "@/api/proof";
import { withLaterMessages } from "@/messages/later";

type Asked = { Dialog: ComponentType<{ onEnd: (proved: boolean) => void }>; end: (proved: boolean) => void };

/** Asks who is there to prove it, wherever a call turns out to need it; its code comes with the first time. */
export function Proof() {
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    proveBy(async () => {
      const { ProofDialog } = await withLaterMessages(import("@/security/proof-dialog"));
      return new Promise((resolve) => {
        const end = (proved: boolean) => {
          setAsked(undefined);
          resolve(proved);
        };
        setAsked({ Dialog: ProofDialog, end });
      });
    });
    return () => proveBy(undefined);
  }, []);
  return asked && <asked.Dialog onEnd={asked.end} />;
}
