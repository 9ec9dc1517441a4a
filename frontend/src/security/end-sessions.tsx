import { plural, t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { MySession } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { ConfirmDialog } from "@/design/dialog";
import { say } from "@/design/toasts";
import { exactTime } from "@/messages/dates";
import { deviceWords } from "./device-words";
import { endOtherSessions, endSession } from "./sessions";

type Props = {
  which: MySession | "others";
  /** How many others there are. */
  count: number;
  onClose: () => void;
  finalFocus: () => HTMLElement | null;
};

/** Asks, and ends one session or all others. */
export function EndSessions({ which, count, onClose, finalFocus }: Props) {
  const others = which === "others";
  const device = others ? "" : deviceWords(which.user_agent);
  const end = useMutation({
    mutationFn: () => (others ? endOtherSessions() : endSession(which.id)),
    onSuccess: () => {
      say(
        others
          ? plural(count, { one: "# session is ended.", other: "# sessions are ended." })
          : t`The session of ${device} is ended.`,
      );
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={others ? t`End all other sessions?` : t`End the session of ${device}?`}
      action={others ? plural(count, { one: "End # session", other: "End # sessions" }) : t`End session`}
      dangerous
      busy={end.isPending}
      onConfirm={() => end.mutate()}
      finalFocus={finalFocus}
    >
      <p>
        {others
          ? t`Every browser but this one is signed out with its next request.`
          : t`Signed in ${exactTime(which.created_at)}. That browser is signed out with its next request.`}
      </p>
      <ProblemNotice error={end.error} />
    </ConfirmDialog>
  );
}
