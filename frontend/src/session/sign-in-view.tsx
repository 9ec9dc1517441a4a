import { t } from "@lingui/core/macro";
import { CardActions, CardText, CentredPage } from "@/app/centred-page";
import { productName } from "@/app/config";
import { useTitle } from "@/app/use-title";
import { buttonClass } from "@/design/button";
import { here, signInAddress } from "./sign-in";

/** What a signed-out visitor sees in place of every page but /accept. It leads back to where one was. */
export function SignInView() {
  useTitle(t`Sign in`);
  const product = productName();
  return (
    <CentredPage title={t`Sign in to ${product}`}>
      <CardText>{t`See and manage who works in your organization, and what each person may do.`}</CardText>
      <CardActions>
        <a
          className={buttonClass({ kind: "primary", large: true, wide: true })}
          href={signInAddress({ returnTo: here() })}
        >
          {t`Sign in`}
        </a>
        <a
          className={buttonClass({ large: true, wide: true })}
          href={signInAddress({ returnTo: here(), screen: "signup" })}
        >
          {t`Create an account`}
        </a>
      </CardActions>
    </CentredPage>
  );
}
