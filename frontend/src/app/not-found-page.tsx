import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "@/design/button";
import { CardActions, CardText, CentredPage } from "./centred-page";
import { useTitle } from "./use-title";

/** An address that leads nowhere, or to something that one may not see. */
export function NotFoundPage() {
  useTitle(t`Not found`);
  return (
    <CentredPage title={t`This page is not there`}>
      <CardText>{t`The address may be wrong, or what it led to is gone or not visible to you.`}</CardText>
      <CardActions>
        <Link to="/" className={buttonClass({ kind: "primary", large: true, wide: true })}>
          {t`Go to your organizations`}
        </Link>
      </CardActions>
    </CentredPage>
  );
}
