import { t } from "@lingui/core/macro";
import { Button } from "@/design/button";
import { CardActions, CardText, CentredPage } from "./centred-page";
import { useTitle } from "./use-title";

/** The page itself broke, or a part of it could not be fetched (a new version was put in place meanwhile). */
export function CrashPage() {
  useTitle(t`Something went wrong`);
  return (
    <CentredPage title={t`Something went wrong`}>
      <CardText>{t`This page ran into an error. What you saved before is safe. Reload to go on.`}</CardText>
      <CardActions>
        <Button kind="primary" large wide onClick={() => window.location.reload()}>
          {t`Reload`}
        </Button>
      </CardActions>
    </CentredPage>
  );
}
