import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { adAccountName, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { adAccountRoleName, organizationRoleName, useCatalog } from "@/api/catalog";
import type { MailState as MailStateId } from "@/api/types";
import { classes } from "@/design/classes";
import { Avatar, Chip, StateDot } from "@/design/surface";
import { may } from "@/organizations/me";
import { isOver, personName } from "../person";
import type { CellProps } from "./columns";
import styles from "./rows.module.css";

const CHIPS = 2;

/** Who it is: name in medium weight, address muted, cut where there is no room and whole on focus. */
export function NameCell({ org, person, me }: CellProps) {
  const name = personName(person);
  const own = person.id === me?.member.id;
  const opens = own || may(me, "list_member_details");
  return (
    <span className={styles.who}>
      <Avatar name={name} />
      <span className={styles.twoLines}>
        <span className={styles.name}>
          {opens ? (
            <Link
              className={classes(styles.nameText, styles.nameLink)}
              to="/orgs/$org/users/$id"
              params={{ org, id: person.id }}
            >
              {name}
            </Link>
          ) : (
            <span className={styles.nameText}>{name}</span>
          )}
          {own && <span className={styles.you}>{t`(you)`}</span>}
        </span>
        <span className={styles.address} title={person.email}>
          {person.name ? person.email : t`No name given`}
        </span>
        {person.invitedEmail && (
          <span className={styles.address} title={person.invitedEmail}>{t`invited as ${person.invitedEmail}`}</span>
        )}
      </span>
    </span>
  );
}

/** The organization role in words. */
export function RoleName({ person }: CellProps) {
  return organizationRoleName(useCatalog(), person.role);
}

/** At most two ad accounts as chips, and how many more. */
export function AdAccountsCell({ org, person }: CellProps) {
  const catalog = useCatalog();
  const adAccounts = useAdAccounts(org);
  if (person.role === "admin") return <span className={styles.mutedSmall}>{t`All ad accounts`}</span>;
  const held = person.adAccountRoles ?? [];
  if (held.length === 0) return <span className={styles.mutedSmall}>{t`No ad account yet`}</span>;
  const more = (person.adAccountRoleCount ?? held.length) - CHIPS;
  return (
    <span className={styles.chips}>
      {held.slice(0, CHIPS).map(({ ad_account, role }, at) => (
        <span className={styles.chipLine} key={`${ad_account} ${role}`}>
          <Chip main={adAccountName(adAccounts, ad_account)} detail={adAccountRoleName(catalog, role)} />
          {at === CHIPS - 1 && more > 0 && (
            <span className={styles.more} title={t`${more} more`}>
              +{more}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

/** Whether the person signs in with a second step. */
export function TwoFactor({ person }: CellProps) {
  return person.twoFactor ? <StateDot tone="good">{t`On`}</StateDot> : <StateDot tone="off">{t`Off`}</StateDot>;
}

/** What became of the invitation's e-mail, and what to do when it did not arrive. */
export function MailState({ person }: CellProps) {
  const state = person.mailState ?? "none";
  const { words, tone } = mailStateWords(state);
  const hint = isOver(person) ? undefined : mailHint(state);
  return (
    <span className={styles.twoLines}>
      <StateDot tone={tone}>{words}</StateDot>
      {hint && (
        <span className={styles.hintLine} title={hint.whole}>
          {hint.short}
        </span>
      )}
    </span>
  );
}

/** What to do about an e-mail that did not arrive, short and whole. */
export function mailHint(state: MailStateId): { short: string; whole: string } | undefined {
  switch (state) {
    case "bounced":
      return {
        short: t`Check the address`,
        whole: t`The e-mail came back. Check the address, or copy the link and send it yourself.`,
      };
    case "complained":
      return {
        short: t`Ask another way`,
        whole: t`It was reported as spam. Ask in another way before you send more, or revoke the invitation.`,
      };
    default:
      return undefined;
  }
}

/** An e-mail's state in words, with the tone of its dot. */
export function mailStateWords(state: MailStateId): {
  words: string;
  tone: "good" | "warning" | "danger" | "muted" | "off";
} {
  switch (state) {
    case "queued":
      return { words: t`Queued`, tone: "off" };
    case "sent":
      return { words: t`Sent`, tone: "muted" };
    case "delivered":
      return { words: t`Delivered`, tone: "good" };
    case "bounced":
      return { words: t`Bounced`, tone: "danger" };
    case "complained":
      return { words: t`Marked as spam`, tone: "danger" };
    case "none":
      return { words: t`Not sent`, tone: "off" };
  }
}
