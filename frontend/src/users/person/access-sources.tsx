import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { adAccountName, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { GrantsInShort } from "@/agencies/grants-in-short";
import type { AccessSource, Me, MemberAccess } from "@/api/types";
import { Panel, Section } from "@/design/surface";
import { may } from "@/organizations/me";
import { type Person, personName } from "../person";
import styles from "./access-sources.module.css";

type Props = { org: string; person: Person; me: Me };

/** Every way by which somebody gets in, and what each gives: ending one leaves the others. */
export function AccessSources({ org, person, me }: Props) {
  const { access } = person;
  if (!access) return null;
  return (
    <Panel className={styles.panel}>
      <Section title={t`How does this person have access?`}>
        {access.sources.length === 0 ? (
          <p className={styles.none}>{reasonWords(access, personName(person))}</p>
        ) : (
          <ul className={styles.sources}>
            {access.sources.map((source) => (
              <li key={source.agency?.id ?? source.from} className={styles.source}>
                <span className={styles.from}>
                  <SourceName org={org} source={source} linked={may(me, "see_agencies")} />
                </span>
                <span className={styles.gives}>
                  {source.from === "admin" ? t`Everything, now and later` : <Gives org={org} source={source} />}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Panel>
  );
}

function SourceName({ org, source, linked }: { org: string; source: AccessSource; linked: boolean }) {
  if (source.from === "admin") return t`As an organization admin`;
  if (!source.agency) return t`By a place of their own`;
  const { id, name } = source.agency;
  if (!linked) return t`Through the agency ${name}`;
  return (
    <Trans>
      Through the agency{" "}
      <Link to="/orgs/$org/agencies/$agency" params={{ org, agency: id }}>
        {name}
      </Link>
    </Trans>
  );
}

function Gives({ org, source }: { org: string; source: AccessSource }) {
  const adAccounts = useAdAccounts(org);
  const roles = source.ad_account_roles.map((held) => ({ ...held, name: adAccountName(adAccounts, held.ad_account) }));
  return <GrantsInShort permissions={source.permissions} ad_account_roles={roles} />;
}

function reasonWords({ reason }: MemberAccess, name: string): string {
  switch (reason) {
    case "pending_approval":
      return t`Not at all so far: ${name} waits for approval.`;
    case "suspended":
      return t`Not at all at the moment: ${name} is suspended.`;
    case "two_factor_required":
      return t`Not at all at the moment: this organization requires two-factor, and ${name} has not turned it on.`;
    default:
      return t`Not at all at the moment.`;
  }
}
