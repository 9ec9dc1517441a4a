import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { answer, api, writing } from "@/api/client";
import { problemWords } from "@/api/problems";
import type { AdAccount } from "@/api/types";
import { ProblemNotice, ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { Button } from "@/design/button";
import { ConfirmDialog } from "@/design/dialog";
import { focusAfter } from "@/design/focus-after";
import { PageHead } from "@/design/page-head";
import { EmptyState, Panel } from "@/design/surface";
import { say, sayProblem } from "@/design/toasts";
import { may, useMe } from "@/organizations/me";
import { AdAccountDialog } from "./ad-account-dialog";
import { AdAccountRows } from "./ad-account-rows";
import { adAccountsQuery, putAdAccount } from "./ad-accounts";
import styles from "./ad-accounts.module.css";

const route = getRouteApi("/orgs/$org/ad-accounts");

/** What is being done: a new one, an edit, or the question before archiving. */
type Doing = { what: "create" } | { what: "edit" | "archive"; adAccount: AdAccount; from: HTMLElement | null };

/** The ad accounts of the organization, and for organization admins their making, naming and archiving. */
export function AdAccountsPage() {
  const { org } = route.useParams();
  const me = useMe(org);
  const list = useQuery(adAccountsQuery(org));
  const [doing, setDoing] = useState<Doing | null>(null);
  const manage = may(me, "edit_ad_account");
  useTitle(t`Ad accounts`, me?.organization.name);

  const change = useMutation({
    mutationFn: ({ adAccount, state }: { adAccount: AdAccount; state: AdAccount["state"] }) =>
      answer(
        api.PATCH("/v1/organizations/{org}/ad-accounts/{id}", {
          params: { path: { org, id: adAccount.id } },
          headers: writing({ version: adAccount.version }),
          body: { state },
        }),
      ),
    onSuccess: (written) => {
      putAdAccount(org, written);
      setDoing(null);
      say(written.state === "archived" ? t`${written.name} is archived.` : t`${written.name} is restored.`);
    },
    onError: () => list.refetch(),
  });

  return (
    <>
      <PageHead title={t`Ad accounts`} className={styles.head}>
        {manage && (
          <Button kind="primary" onClick={() => setDoing({ what: "create" })}>
            {t`Create ad account`}
          </Button>
        )}
      </PageHead>
      <p
        className={styles.lead}
      >{t`People are given roles on ad accounts. An archived one keeps its roles, but they open nothing.`}</p>
      <Panel className={styles.panel}>
        {list.error && !list.data ? (
          <ProblemPanel error={list.error} retry={() => list.refetch()} />
        ) : list.data?.length === 0 ? (
          <EmptyState
            title={t`No ad accounts`}
            actions={manage && <Button onClick={() => setDoing({ what: "create" })}>{t`Create ad account`}</Button>}
          >
            {manage ? t`Create one to give people roles on it.` : t`Nobody has given you a role on an ad account yet.`}
          </EmptyState>
        ) : (
          <AdAccountRows
            adAccounts={list.data}
            manage={manage}
            onEdit={(adAccount, from) => setDoing({ what: "edit", adAccount, from })}
            onArchive={(adAccount, from) => {
              change.reset();
              setDoing({ what: "archive", adAccount, from });
            }}
            onRestore={(adAccount) =>
              change.mutate({ adAccount, state: "active" }, { onError: (error) => sayProblem(problemWords(error)) })
            }
          />
        )}
      </Panel>
      {doing?.what === "create" && <AdAccountDialog org={org} onClose={() => setDoing(null)} />}
      {doing?.what === "edit" && (
        <AdAccountDialog
          org={org}
          adAccount={doing.adAccount}
          onClose={() => setDoing(null)}
          finalFocus={() => focusAfter(doing.from)}
        />
      )}
      {doing?.what === "archive" && (
        <ConfirmDialog
          open
          onClose={() => setDoing(null)}
          title={t`Archive ${doing.adAccount.name}?`}
          action={t`Archive`}
          dangerous
          busy={change.isPending}
          onConfirm={() => change.mutate({ adAccount: doing.adAccount, state: "archived" })}
          finalFocus={() => focusAfter(doing.from)}
        >
          <div className={styles.form}>
            <p>{t`Nobody can work in it and no new roles can be given on it. Restoring brings back the roles that people have.`}</p>
            <ProblemNotice error={change.error} />
          </div>
        </ConfirmDialog>
      )}
    </>
  );
}
