import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { Notice } from "@/design/surface";
import { may, useMe } from "@/organizations/me";
import { agenciesOf, type Person, personName } from "../person";
import { personQuery } from "../person-query";

/** Warns that ending somebody's own place leaves what comes through an agency, and says where that ends. */
export function StillThroughAgency({ org, person }: { org: string; person: Person }) {
  const mayEnd = may(useMe(org), "manage_agencies");
  // A row does not tell how somebody has access; their own record does.
  const whole = useQuery({ ...personQuery(org, person.id), enabled: person.access === undefined });
  const agencies = agenciesOf(person.access ? person : whole.data);
  if (agencies.length === 0) return null;
  const name = personName(person);
  const where = mayEnd
    ? plural(agencies.length, {
        one: "Block them on the agency's page to end that as well.",
        other: "Block them on the agencies' pages to end that as well.",
      })
    : t`Ask an organization admin to end that as well.`;
  const named = agencies.map(({ id, name: agency }, at) => (
    <Fragment key={id}>
      {at > 0 && ", "}
      {mayEnd ? (
        <Link to="/orgs/$org/agencies/$agency" params={{ org, agency: id }} hash="people">
          {agency}
        </Link>
      ) : (
        <strong>{agency}</strong>
      )}
    </Fragment>
  ));
  return (
    <Notice tone="warning">
      <Trans>
        {name} still gets in through {named}, with what that gives.
      </Trans>{" "}
      {where}
    </Notice>
  );
}
