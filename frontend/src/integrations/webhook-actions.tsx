import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import { Intention } from "@/api/intention";
import { problemWords } from "@/api/problems";
import type { Delivery, Webhook } from "@/api/types";
import { ProblemNotice } from "@/app/problem-panel";
import { Button, IconButton } from "@/design/button";
import { ConfirmDialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { Menu, MenuItem, MenuSeparator } from "@/design/menu";
import { say, sayProblem } from "@/design/toasts";
import styles from "./integrations.module.css";
import { RotateSecret } from "./rotate-secret";
import { TestResult } from "./test-result";
import { WebhookDialog } from "./webhook-dialog";
import { deleteWebhook, editWebhook, sendTest } from "./webhooks";

type Doing = "edit" | "rotate" | "disable" | "delete";

/** What can be done with an endpoint. */
export function WebhookActions({ org, webhook }: { org: string; webhook: Webhook }) {
  const navigate = useNavigate();
  const menu = useRef<HTMLButtonElement>(null);
  const testing = useRef(new Intention()).current;
  const [doing, setDoing] = useState<Doing>();
  const [sent, setSent] = useState<Delivery>();
  const close = () => setDoing(undefined);
  const finalFocus = () => focusAfter(menu.current);
  const enabled = webhook.state === "enabled";
  const test = useMutation({
    mutationFn: () => sendTest(org, webhook.id, testing.keyFor(webhook.id)),
    onSuccess: (delivery) => {
      testing.fulfilled();
      setSent(delivery);
    },
  });
  const turn = useMutation({
    mutationFn: (state: Webhook["state"]) => editWebhook(org, webhook, { state }),
    onSuccess: ({ state }) => {
      close();
      say(state === "enabled" ? t`The endpoint is enabled.` : t`The endpoint is disabled.`);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteWebhook(org, webhook.id),
    onSuccess: () => {
      say(t`The endpoint is deleted.`);
      void navigate({ to: "/orgs/$org/integrations", params: { org }, search: { tab: "webhooks" }, replace: true });
    },
  });
  return (
    <>
      <div className={styles.webhookActions}>
        {enabled ? (
          <Button busy={test.isPending} onClick={() => test.mutate()}>
            {t`Send test event`}
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={turn.isPending}
            onClick={() => turn.mutate("enabled", { onError: (error) => sayProblem(problemWords(error)) })}
          >
            {t`Enable`}
          </Button>
        )}
        <Button onClick={() => setDoing("edit")}>{t`Edit`}</Button>
        <Menu
          align="end"
          trigger={
            <IconButton ref={menu} label={t`More actions`}>
              <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuItem onSelect={() => setDoing("rotate")}>{t`Rotate the secret…`}</MenuItem>
          {enabled && <MenuItem onSelect={() => setDoing("disable")}>{t`Disable…`}</MenuItem>}
          <MenuSeparator />
          <MenuItem dangerous onSelect={() => setDoing("delete")}>
            {t`Delete…`}
          </MenuItem>
        </Menu>
      </div>
      <ProblemNotice error={test.error} />
      {sent && <TestResult key={sent.id} org={org} webhook={webhook.id} sent={sent} />}
      {doing === "edit" && <WebhookDialog org={org} webhook={webhook} onClose={close} />}
      {doing === "rotate" && <RotateSecret org={org} webhook={webhook} onClose={close} finalFocus={finalFocus} />}
      <ConfirmDialog
        open={doing === "disable"}
        onClose={close}
        title={t`Disable the endpoint?`}
        action={t`Disable`}
        busy={turn.isPending}
        onConfirm={() => turn.mutate("disabled")}
        finalFocus={finalFocus}
      >
        <div className={styles.confirm}>
          <p>
            {t`Nothing is sent to it until you enable it again, and what happens meanwhile is not sent later. What is on its way is given up; you can replay that.`}
          </p>
          <ProblemNotice error={turn.error} />
        </div>
      </ConfirmDialog>
      <ConfirmDialog
        open={doing === "delete"}
        onClose={close}
        title={t`Delete the endpoint?`}
        action={t`Delete endpoint`}
        dangerous
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        finalFocus={finalFocus}
      >
        <div className={styles.confirm}>
          <p>{t`Nothing is sent to ${webhook.url} any more. Its secret and its log are gone. This cannot be undone.`}</p>
          <ProblemNotice error={remove.error} />
        </div>
      </ConfirmDialog>
    </>
  );
}
