import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { APIKey } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { EmptyState, Panel } from "@/design/surface";
import styles from "./integrations.module.css";
import type { TabProps } from "./integrations-page";
import { KeyRows } from "./key-rows";
import { keysQuery } from "./keys";
import { NewKeyDialog } from "./new-key-dialog";
import { RevokeKey } from "./revoke-key";

/** The API keys of the organization: what each may do, when it was used, and its end. */
export function KeysTab({ org, manage, making, onMake, onMade }: TabProps) {
  const list = useQuery(keysQuery(org));
  const [revoking, setRevoking] = useState<{ apiKey: APIKey; from: HTMLElement }>();
  return (
    <>
      <p className={styles.lead}>
        {t`Your own programs call the API with a key. Each can do what its scopes say, in this organization alone.`}
      </p>
      <Panel className={styles.panel}>
        {list.error && !list.data ? (
          <ProblemPanel error={list.error} retry={() => list.refetch()} title={t`The API keys could not be loaded`} />
        ) : list.data?.length === 0 ? (
          <EmptyState title={t`No API keys`} actions={manage && <Button onClick={onMake}>{t`Create API key`}</Button>}>
            {t`Create one for a service that asks who may do what, for your HR system, or for SCIM.`}
          </EmptyState>
        ) : (
          <KeyRows
            org={org}
            apiKeys={list.data}
            onRevoke={manage ? (apiKey, from) => setRevoking({ apiKey, from }) : undefined}
          />
        )}
      </Panel>
      {making && <NewKeyDialog org={org} onClose={onMade} />}
      {revoking && <RevokeKey org={org} {...revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}
