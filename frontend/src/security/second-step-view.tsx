import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { problemWords } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import type { Session } from "@/api/types";
import { CardActions, CardStack, CardText, CentredPage } from "@/app/centred-page";
import { useTitle } from "@/app/use-title";
import { Button } from "@/design/button";
import { sayProblem } from "@/design/toasts";
import { signOut } from "@/session/sign-in";
import { CodeField } from "./code-field";
import { passStep } from "./two-factor";
import { useCode } from "./use-code";

/** The second step of signing in, in place of every page. With it one is where one was going. */
export function SecondStepView({ session: { user } }: { session: Session }) {
  useTitle(t`Enter your code`);
  const code = useCode(passStep, forgetRefusals);
  const leave = useMutation({ mutationFn: signOut, onError: (error) => sayProblem(problemWords(error)) });
  const { input } = code;
  useEffect(() => input.current?.focus(), [input]);
  return (
    <CentredPage title={t`Enter your code`}>
      <CardText>
        <Trans>
          You are signing in as <strong>{user.email}</strong>. Your authenticator app shows the code.
        </Trans>
      </CardText>
      <form noValidate onSubmit={code.submit}>
        <CardStack>
          <CodeField code={code} />
        </CardStack>
        <CardActions>
          <Button kind="primary" type="submit" large wide busy={code.busy} disabled={code.wait > 0}>
            {t`Continue`}
          </Button>
          <Button kind="quiet" large wide busy={leave.isPending} onClick={() => leave.mutate()}>
            {t`Sign out`}
          </Button>
        </CardActions>
      </form>
    </CentredPage>
  );
}

/** What was asked before the second step was refused; the page asks again. */
function forgetRefusals() {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}
