import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { isProblem } from "@/api/problems";
import type { APIKey } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { ConfirmDialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { say } from "@/design/toasts";
import { exactTime } from "@/messages/dates";
import styles from "./integrations.module.css";
import { dropKey, revokeKey } from "./keys";
import { endsWith, managesUsers } from "./scopes";

type Props = { org: string; apiKey: APIKey; from: HTMLElement; onClose: () => void };

/** Says what stops working, asks, and revokes a key. */
export function RevokeKey({ org, apiKey, from, onClose }: Props) {
  const { id, name, scopes, last_used_at } = apiKey;
  const revoke = useMutation({
    mutationFn: () => revokeKey(org, id),
    onSuccess: () => over(),
    onError: (error) => {
      // Somebody was faster.
      if (!isProblem(error, "not-found")) return;
      dropKey(org, id);
      over();
    },
  });
  function over() {
    onClose();
    say(t`${name} is revoked.`);
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Revoke ${name}?`}
      action={t`Revoke key`}
      dangerous
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      finalFocus={() => focusAfter(from)}
    >
      <div className={styles.confirm}>
        <p>
          {last_used_at
            ? t`It was last used on ${exactTime(last_used_at)}. From the next request on it opens nothing:`
            : t`It was never used. From the next request on it opens nothing:`}
        </p>
        <ul className={styles.bullets}>
          {endsWith(scopes).map((words) => (
            <li key={words}>{words}</li>
          ))}
          {managesUsers(scopes) && (
            <li>{t`Whoever still accepts an invitation that it sent waits for approval. People who are in stay in.`}</li>
          )}
        </ul>
        <p>{t`This cannot be undone. To replace the key, create another one first and let your program use that.`}</p>
        <ProblemNotice error={revoke.error} />
      </div>
    </ConfirmDialog>
  );
}
