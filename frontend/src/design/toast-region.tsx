import { Toast } from "@base-ui/react/toast";
import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "./button";
import type { ToastWords } from "./toasts";
import styles from "./toasts.module.css";

const manager = Toast.createToastManager();

/** Shows one toast. */
export function showToast({ words, problem }: ToastWords): void {
  manager.add(
    problem
      ? { description: words, timeout: 12_000, priority: "high", type: "problem" }
      : { description: words, timeout: 5000 },
  );
}

/** Where toasts appear: over the empty middle of the top bar, where they cover no button, read out politely, problems at once. */
export function ToastRegion({ onReady }: { onReady: () => void }) {
  useEffect(onReady, [onReady]);
  return (
    <Toast.Provider toastManager={manager} limit={1}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={["up", "right"]}>
      <Toast.Content className={styles.content}>
        <Toast.Description className={styles.words} />
        <Toast.Close
          render={
            <IconButton label={t`Dismiss`}>
              <X size={16} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          }
        />
      </Toast.Content>
    </Toast.Root>
  ));
}
