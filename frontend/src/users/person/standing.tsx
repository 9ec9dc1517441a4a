import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { Catalog, Me } from "@/api/types";
import { Button, buttonClass } from "@/design/button";
import { Notice, Panel } from "@/design/surface";
import { fullDay } from "@/messages/dates";
import { may } from "@/organizations/me";
import { organizationQuery } from "@/organizations/organization-query";
import { agenciesOf, isOver, type Person, personName } from "../person";
import { usePrefill } from "./prefill";
import styles from "./standing.module.css";

const InviteDialog = lazy(async () => ({ default: (await import("../invite/invite-dialog")).InviteDialog }));

type Props = { org: string; person: Person; me: Me; catalog: Catalog; onEditAddress: (() => void) | undefined };

/** What has to be known about somebody before anything else: that they wait, are suspended, or how an invitation went. */
export function Standing({ org, person, me, catalog, onEditAddress }: Props) {
  if (isOver(person)) return <Over org={org} person={person} me={me} catalog={catalog} />;
  if (person.list === "pending_approval") return <Waits org={org} person={person} me={me} />;
  if (person.list === "suspended") {
    const agencies = agenciesOf(person);
    return (
      <Told title={t`Suspended`}>
        <p>{t`${personName(person)} cannot work in ${me.organization.name} for now. What they may do is kept below.`}</p>
        {agencies.length > 0 && (
          <p>{t`They still get in through ${agencies.map(({ name }) => name).join(", ")}: that is another way in.`}</p>
        )}
      </Told>
    );
  }
  const { mailState } = person;
  if (mailState !== "bounced" && mailState !== "complained") return null;
  return (
    <div className={styles.undelivered}>
      <Notice tone="danger">
        {mailState === "bounced" ? (
          <Trans>
            The e-mail to <strong>{person.email}</strong> came back: nobody gets mail at this address.
          </Trans>
        ) : (
          <Trans>
            The e-mail to <strong>{person.email}</strong> was marked as spam. Ask in another way whether the invitation
            is wanted.
          </Trans>
        )}
        {onEditAddress && (
          <Button kind="primary" className={styles.undeliveredButton} onClick={onEditAddress}>
            {t`Edit address and resend`}
          </Button>
        )}
      </Notice>
    </div>
  );
}

function Told({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel className={styles.told}>
      <h2>{title}</h2>
      {children}
    </Panel>
  );
}

function Waits({ org, person, me }: { org: string; person: Person; me: Me }) {
  // Only organization admins see the settings.
  const organization = useQuery({ ...organizationQuery(org), enabled: may(me, "edit_organization") });
  const approvesAll = organization.data?.settings.approve_new_users;
  const granter = person.invitedBy?.name;
  return (
    <Told title={t`Waits for approval`}>
      {person.invitedEmail ? (
        <>
          <p>{t`Accepted with another address than the invited one. Approve only if you know that both are the same person.`}</p>
          <dl className={styles.addresses}>
            <div>
              <dt>{t`Invited address`}</dt>
              <dd>{person.invitedEmail}</dd>
            </div>
            <div>
              <dt>{t`Signs in with`}</dt>
              <dd>{person.email}</dd>
            </div>
          </dl>
        </>
      ) : (
        <p>
          {approvesAll
            ? t`New users are approved here before they can start.`
            : granter
              ? t`New users were approved here then, or ${granter} was no longer allowed to give what is below.`
              : t`New users were approved here then, or whoever gave what is below was no longer allowed to.`}
        </p>
      )}
      <p>{t`Until somebody decides, ${personName(person)} sees nothing of ${me.organization.name}.`}</p>
    </Told>
  );
}

function Over({ org, person, me, catalog }: Omit<Props, "onEditAddress">) {
  const [inviting, setInviting] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const prefill = usePrefill(org, person, me, catalog);
  const day = fullDay(person.endedAt ?? person.expiresAt ?? "");
  return (
    <Told title={outcome(person, day)}>
      <p>{consequence(person)}</p>
      <div className={styles.buttons}>
        {person.acceptedBy && (
          <Link to="/orgs/$org/users/$id" params={{ org, id: person.acceptedBy }} className={buttonClass()}>
            {t`Go to their page`}
          </Link>
        )}
        {may(me, "invite") && (
          <Button
            ref={button}
            kind={person.acceptedBy ? "secondary" : "primary"}
            disabled={!prefill}
            onClick={() => setInviting(true)}
          >
            {t`Invite again`}
          </Button>
        )}
      </div>
      {inviting && (
        <Suspense>
          <InviteDialog org={org} prefill={prefill} onClose={() => setInviting(false)} finalFocus={button} />
        </Suspense>
      )}
    </Told>
  );
}

function outcome({ invitationState }: Person, day: string): string {
  switch (invitationState) {
    case "accepted":
      return t`Accepted on ${day}`;
    case "declined":
      return t`Declined on ${day}`;
    case "revoked":
      return t`Revoked on ${day}`;
    default:
      return t`Expired on ${day}`;
  }
}

function consequence({ invitationState, email }: Person): string {
  switch (invitationState) {
    case "accepted":
      return t`This is what the invitation offered. What the person may do now is on their own page.`;
    case "declined":
      return t`Whoever has ${email} did not want to join. The link opens nothing any more.`;
    case "revoked":
      return t`The link that was sent to ${email} opens nothing any more.`;
    default:
      return t`Nobody answered in time. The link that was sent to ${email} opens nothing any more.`;
  }
}
