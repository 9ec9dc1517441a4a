import { t } from "@lingui/core/macro";
import { adAccountName, useAdAccounts } from "@/ad-accounts/ad-accounts";
import { organizationRoleName, useCatalog } from "@/api/catalog";
import { Button } from "@/design/button";
import { Skeleton } from "@/design/surface";
import { may } from "@/organizations/me";
import { availableActions } from "../actions/available-actions";
import { SelectBox, SelectPageBox } from "../bulk/select-box";
import { isOver, type Person, personName } from "../person";
import { mailHint, mailStateWords, NameCell } from "./cells";
import { ActionsCell } from "./columns";
import type { RowsProps } from "./people-table";
import styles from "./rows.module.css";

const SKELETON_CARDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** People as cards of two lines and one more for role and ad accounts, where a table has no room. */
export function PeopleCards({ org, me, people, actions, selection, fading }: RowsProps) {
  const details = me === undefined || may(me, "list_member_details");
  return (
    <>
      {selection && (
        <div className={styles.cardsHead}>
          <SelectPageBox selection={selection} withWords />
        </div>
      )}
      <ul className={styles.cards} data-fading={fading || undefined} aria-busy={people === undefined || fading}>
        {people === undefined
          ? SKELETON_CARDS.map((card) => (
              <li key={card} className={styles.card}>
                <span className={styles.cardSkeleton}>
                  <Skeleton width={140} />
                  <Skeleton width={200} />
                  {details && <Skeleton width={160} />}
                </span>
              </li>
            ))
          : people.map((person) => (
              <li
                key={person.id}
                className={styles.card}
                data-busy={actions.busyWith === person.id || undefined}
                data-selected={selection?.has(person) || undefined}
              >
                {selection && (
                  <div className={styles.cardSelect}>
                    <SelectBox person={person} me={me} selection={selection} />
                  </div>
                )}
                <div className={styles.cardWho}>
                  <NameCell org={org} person={person} me={me} actions={actions} />
                  <CardLine org={org} person={person} />
                  {availableActions(person, me).includes("approve") && (
                    <Button
                      className={styles.cardApprove}
                      aria-label={t`Approve ${personName(person)}`}
                      busy={actions.busyWith === person.id}
                      onClick={(event) => actions.start("approve", person, event.currentTarget)}
                    >
                      {t`Approve`}
                    </Button>
                  )}
                </div>
                <ActionsCell org={org} person={person} me={me} actions={actions} />
              </li>
            ))}
      </ul>
    </>
  );
}

/** "Bounced · Member · EU Brand, US Retail +3" */
function CardLine({ org, person }: { org: string; person: Person }) {
  const catalog = useCatalog();
  const adAccounts = useAdAccounts(org);
  const parts = [organizationRoleName(catalog, person.role)];
  const held = [...new Set(person.adAccountRoles?.map(({ ad_account }) => ad_account))];
  const more = (person.adAccountRoleCount ?? 0) - (person.adAccountRoles?.slice(0, 2).length ?? 0);
  if (person.role === "admin") parts.push(t`All ad accounts`);
  else if (held.length > 0) {
    const names = held.slice(0, 2).map((id) => adAccountName(adAccounts, id));
    parts.push(names.join(", ") + (more > 0 ? ` +${more}` : ""));
  } else if (person.adAccountRoles) parts.push(t`No ad account yet`);
  const mail = person.mailState && mailStateWords(person.mailState).words;
  const hint = person.mailState && !isOver(person) && mailHint(person.mailState);
  return (
    <>
      <div className={styles.cardLine}>{[mail, ...parts].filter(Boolean).join(" · ")}</div>
      {hint && <div className={styles.cardHint}>{hint.whole}</div>}
    </>
  );
}
