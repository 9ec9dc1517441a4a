import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ConfirmDialog } from "@/design/dialog";

type Props = {
  when: boolean;
  /** When the browser asks before the tab is closed; the same, unless said. */
  whenClosed?: boolean;
  title: string;
  /** Says what happens: "Stop and leave". */
  action: string;
  dangerous?: boolean;
  onLeave?: () => void;
  children: ReactNode;
};

/** Asks before the page is left in the middle of something; the browser asks by itself when its tab is closed. */
export function LeaveGuard({ when, whenClosed = when, title, action, dangerous, onLeave, children }: Props) {
  const leaving = useBlocker({ shouldBlockFn: () => when, enableBeforeUnload: whenClosed, withResolver: true });
  return (
    <ConfirmDialog
      open={leaving.status === "blocked"}
      onClose={() => leaving.reset?.()}
      title={title}
      action={action}
      dangerous={dangerous}
      busy={false}
      onConfirm={() => {
        onLeave?.();
        leaving.proceed?.();
      }}
    >
      <p>{children}</p>
    </ConfirmDialog>
  );
}
