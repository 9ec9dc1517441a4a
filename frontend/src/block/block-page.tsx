import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useToken } from "@/accept/use-token";
import { answer, api, writing } from "@/api/client";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { Block } from "@/api/types";
import { CardActions, CardStack, CardText, CentredPage } from "@/app/centred-page";
import { ProblemNotice, ProblemPanel } from "@/app/problem-panel";
import { useTitle } from "@/app/use-title";
import { Button } from "@/design/button";
import { Skeleton } from "@/design/surface";
import styles from "./block.module.css";

/** Where the footer of an invitation's e-mail leads: no more invitations of this organization. Needs no login. */
export function BlockPage() {
  useTitle(t`Block invitations`);
  const token = useToken("/block");
  const key = ["block", token];
  const body = { token: token ?? "" };
  // Looking changes nothing, whoever follows the link.
  const lookup = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => answer(api.POST("/v1/invitations/block/lookup", { body, headers: writing(), signal })),
    enabled: token !== null,
  });
  const choose = useMutation({
    mutationFn: (blocked: boolean) =>
      answer(api.POST("/v1/invitations/block", { body: { ...body, blocked }, headers: writing() })),
    onSuccess: (block) => queryClient.setQueryData(key, block),
  });

  if (token === null || isProblem(lookup.error, "invitation-gone", "invalid")) return <Dead />;
  if (lookup.error && !lookup.data) {
    return (
      <CentredPage title={t`Block invitations`}>
        <ProblemPanel error={lookup.error} retry={() => lookup.refetch()} />
      </CentredPage>
    );
  }
  if (!lookup.data) {
    return (
      <CentredPage title={<Skeleton width={220} height={28} />}>
        <CardStack>
          <Skeleton width="100%" height={40} />
        </CardStack>
      </CentredPage>
    );
  }
  if (isProblem(choose.error, "already-member")) return <Member organization={lookup.data.organization.name} />;
  return <Choice block={lookup.data} choose={choose} />;
}

type Choose = { mutate: (blocked: boolean) => void; isPending: boolean; isSuccess: boolean; error: unknown };

function Choice({ block: { organization, email, blocked }, choose }: { block: Block; choose: Choose }) {
  const { name } = organization;
  const chosen = choose.isSuccess;
  const title = blocked ? t`Blocked` : t`Invitations from ${name}`;
  return (
    <CentredPage key={title} title={title} answers={chosen}>
      <CardText>
        {blocked ? (
          <Trans>
            {name} can no longer invite <strong>{email}</strong>. An invitation that was open is declined.
          </Trans>
        ) : chosen ? (
          <Trans>
            {name} may invite <strong>{email}</strong> again. What was declined stays declined.
          </Trans>
        ) : (
          <Trans>
            {name} invited <strong>{email}</strong>. If that is not wanted, you can keep further invitations from them
            away from this address. An open one is declined with it.
          </Trans>
        )}
      </CardText>
      {Boolean(choose.error) && (
        <CardStack>
          <ProblemNotice error={choose.error} />
        </CardStack>
      )}
      <CardActions>
        <Button
          kind={blocked ? "secondary" : "primary"}
          large
          wide
          className={styles.button}
          busy={choose.isPending}
          onClick={() => choose.mutate(!blocked)}
        >
          {blocked ? t`Undo` : t`Block further invitations from ${name}`}
        </Button>
      </CardActions>
    </CentredPage>
  );
}

function Dead() {
  return (
    <CentredPage title={t`This link is no longer valid`}>
      <CardText>{t`Open the link at the end of the latest invitation that you got. Nothing was changed.`}</CardText>
    </CentredPage>
  );
}

function Member({ organization }: { organization: string }) {
  return (
    <CentredPage answers title={t`You are in ${organization}`}>
      <CardText>{t`Somebody with this address is a member, so no more invitations come. To leave, sign in and choose “Leave organization” in your menu.`}</CardText>
    </CentredPage>
  );
}
