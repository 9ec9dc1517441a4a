import { Dialog as Base } from "@base-ui/react/dialog";
import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useRef } from "react";
import { Button, IconButton } from "./button";
import { classes } from "./classes";
import styles from "./dialog.module.css";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: "small" | "normal" | "wide";
  /** At the left of the foot. */
  aside?: ReactNode;
  /** The buttons of the foot, the last one the main one. */
  foot?: ReactNode;
  /** What gets the focus at first; the first control otherwise. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** It opens over whatever is open, and is no part of it: Escape closes this one only. */
  over?: boolean;
  /** Where the focus goes afterwards; to what had it otherwise. */
  finalFocus?: RefObject<HTMLElement | null> | (() => HTMLElement | null);
  children?: ReactNode;
};

/** A modal dialog; on a phone a sheet of full height (small ones: from the bottom). */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, size = "normal", aside, foot, initialFocus, finalFocus, over, children } = props;
  const sizeClass = size === "small" ? styles.small : size === "wide" ? styles.wide : undefined;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            className={classes(styles.popup, sizeClass)}
            initialFocus={initialFocus}
            finalFocus={finalFocus}
            onKeyDown={over ? escapeOnly(onClose) : undefined}
          >
            <div className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close
                render={
                  <IconButton label={t`Close`} className={styles.close}>
                    <X size={16} strokeWidth={1.5} aria-hidden="true" />
                  </IconButton>
                }
              />
            </div>
            <div className={styles.body}>{children}</div>
            {foot && (
              <div className={styles.foot}>
                {aside && <div className={styles.aside}>{aside}</div>}
                {foot}
              </div>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Takes Escape before the dialogs below hear of it. */
function escapeOnly(onClose: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.nativeEvent.stopPropagation();
    onClose();
  };
}

type ConfirmProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Says what happens: "Remove user". */
  action: string;
  dangerous?: boolean;
  busy: boolean;
  onConfirm: () => void;
  finalFocus?: DialogProps["finalFocus"];
  children: ReactNode;
};

/** Asks before something that cannot be taken back. Focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmProps) {
  const { open, onClose, title, action, dangerous, busy, onConfirm, finalFocus, children } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      size="small"
      initialFocus={cancel}
      finalFocus={finalFocus}
      foot={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button kind={dangerous ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
