import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { Checkbox } from "@/design/choice";
import { FieldError } from "@/design/field";
import { Notice } from "@/design/surface";
import { useSession } from "@/session/session";
import { countsQuery } from "@/users/list/people-query";
import styles from "./settings.module.css";

type Props = {
  org: string;
  /** As it is saved. */
  required: boolean;
  /** As it is chosen. */
  chosen: boolean;
  error?: string;
  /** What connects the checkbox with the form. */
  field: ComponentProps<"input">;
};

/** Requires two-factor authentication of everybody, and says before that whom it would hold back. */
export function RequireTwoFactor({ org, required, chosen, error, field }: Props) {
  const own = useSession().data?.two_factor.enabled ?? false;
  // Only who has it may require it: nobody could lift it otherwise.
  const locked = !required && !own;
  return (
    <div className={styles.choices}>
      <div>
        <Checkbox
          label={t`Require two-factor authentication`}
          detail={t`Whoever has not turned it on reaches nothing here but the page where they do. Services that ask who may do what are told no.`}
          disabled={locked}
          {...field}
        />
        {error && <FieldError>{error}</FieldError>}
      </div>
      {locked && (
        <Notice tone="info">
          {t`Turn it on for yourself first, so that you can lift this again.`}{" "}
          <Link to="/security">{t`Go to Security`}</Link>
        </Notice>
      )}
      {chosen && !required && <HeldBack org={org} />}
    </div>
  );
}

function HeldBack({ org }: { org: string }) {
  const { data } = useQuery(countsQuery(org));
  const without = data?.without_two_factor;
  if (without === undefined) return null;
  if (without === 0) return <Notice tone="info">{t`Everybody who is active here has turned it on.`}</Notice>;
  return (
    <Notice tone="warning">
      {plural(without, {
        one: "# active member has not turned it on and is held back from the next request on.",
        other: "# active members have not turned it on and are held back from the next request on.",
      })}{" "}
      <Link to="/orgs/$org/users" params={{ org }} search={{ two_factor: "off" }} target="_blank">
        {t`See who, in a new tab`}
      </Link>
    </Notice>
  );
}
