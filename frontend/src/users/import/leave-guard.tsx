import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ConfirmDialog } from "@/design/dialog";

type Props = {
  when: boolean;
  title: string;
  /** Says what happens: "Stop and leave". */
  action: string;
  onLeave: () => void;
  children: ReactNode;
};

/** Asks before the page is left in the middle of something; the browser asks by itself when its tab is closed. */
export function LeaveGuard({ when, title, action, onLeave, children }: Props) {
  const leaving = useBlocker({ shouldBlockFn: () => when, enableBeforeUnload: when, withResolver: true });
  return (
    <ConfirmDialog
      open={leaving.status === "blocked"}
      onClose={() => leaving.reset?.()}
      title={title}
      action={action}
      busy={false}
      onConfirm={() => {
        onLeave();
        leaving.proceed?.();
      }}
    >
      <p>{children}</p>
    </ConfirmDialog>
  );
}
