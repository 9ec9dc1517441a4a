import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, api, writing } from "@/api/client";
import type { Grants } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { FormPart, FormParts } from "@/design/form-parts";
import { Skeleton } from "@/design/surface";
import styles from "./invite.module.css";
import { MailFrame } from "./mail-frame";

type Props = { org: string; mail: Grants & { email?: string; name?: string; message?: string } };

/** The invitation's e-mail before it is sent, as HTML and as plain text. */
export function MailPreview({ org, mail }: Props) {
  const [plain, setPlain] = useState(false);
  const preview = useQuery({
    queryKey: ["organization", org, "preview", mail],
    queryFn: ({ signal }) =>
      answer(
        api.POST("/v1/organizations/{org}/invitations/preview", {
          params: { path: { org } },
          headers: writing(),
          body: mail,
          signal,
        }),
      ),
    gcTime: 0,
  });
  if (preview.error) return <ProblemPanel error={preview.error} retry={() => preview.refetch()} />;
  return (
    <FormParts>
      <dl className={styles.previewHead}>
        <dt>{t`Subject`}</dt>
        <dd>{preview.data?.subject ?? <Skeleton width={260} height={20} />}</dd>
        <dt>{t`From`}</dt>
        <dd>{preview.data?.from ?? <Skeleton width={200} height={20} />}</dd>
        <dt>{t`Answers go to`}</dt>
        <dd>{preview.data?.reply_to ?? <Skeleton width={160} height={20} />}</dd>
      </dl>
      <FormPart>
        <div className={styles.previewTabs}>
          <Button kind="quiet" aria-pressed={!plain} onClick={() => setPlain(false)}>
            {t`As designed`}
          </Button>
          <Button kind="quiet" aria-pressed={plain} onClick={() => setPlain(true)}>
            {t`Plain text`}
          </Button>
        </div>
        {!preview.data ? (
          <div className={styles.plain} aria-busy="true" />
        ) : plain ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          <pre className={styles.plain} tabIndex={0}>
            {preview.data.text}
          </pre>
        ) : (
          <MailFrame html={preview.data.html} title={t`The e-mail`} />
        )}
      </FormPart>
    </FormParts>
  );
}
