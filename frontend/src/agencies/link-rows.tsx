import { t } from "@lingui/core/macro";
import { Link as RouterLink } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "@/design/classes";
import { Avatar, Skeleton, StateDot } from "@/design/surface";
import { useNarrow } from "@/design/use-narrow";
import { shownAccountId } from "@/organizations/account-id";
import { Day } from "@/users/list/day";
import lists from "@/users/list/list.module.css";
import rows from "@/users/list/rows.module.css";
import styles from "./agencies.module.css";
import { GrantsInShort, grantsLine } from "./grants-in-short";
import { linkSince, linkStateWords } from "./link-words";
import type { Link } from "./links";

type Props = {
  org: string;
  /** Which side of the links the others are. */
  others: "agencies" | "clients";
  /** Undefined while they load. */
  links: Link[] | undefined;
  /** The ⋯ of a row. */
  actions: (link: Link) => ReactNode;
};

const SKELETON_ROWS = [1, 2, 3];

/** Agencies or clients: who, where the link stands, what it covers, since when. A table, or cards where it has no room. */
export function LinkRows(props: Props) {
  return useNarrow() ? <LinkCards {...props} /> : <LinkTable {...props} />;
}

function LinkTable({ org, others, links, actions }: Props) {
  return (
    <table className={rows.table} aria-busy={links === undefined}>
      <thead>
        <tr>
          <th scope="col" className={classes(rows.nameColumn, styles.linkColumn)}>{t`Name`}</th>
          <th scope="col" className={styles.stateColumn}>{t`State`}</th>
          <th scope="col">{others === "agencies" ? t`What it may do` : t`What it gives`}</th>
          <th scope="col" className={classes(styles.sinceColumn, rows.acceptedColumn)}>{t`Since`}</th>
          <th scope="col" className={rows.actionsColumn}>
            <span className={lists.unseen}>{t`Actions`}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {links === undefined
          ? SKELETON_ROWS.map((row) => (
              <tr key={row}>
                {[180, 64, 200, 80].map((width, at) => (
                  <td key={width} className={at === 0 ? rows.nameColumn : at === 3 ? rows.acceptedColumn : undefined}>
                    <Skeleton width={width} />
                  </td>
                ))}
                <td className={rows.actionsColumn} />
              </tr>
            ))
          : links.map((link) => (
              <tr key={link.other.id}>
                <th scope="row" className={rows.nameColumn}>
                  <LinkName org={org} others={others} link={link} />
                </th>
                <td className={styles.stateColumn}>
                  <LinkState link={link} />
                </td>
                <td>
                  <GrantsInShort {...link} />
                </td>
                <td className={rows.acceptedColumn}>
                  <Since link={link} />
                </td>
                <td className={rows.actionsColumn}>{actions(link)}</td>
              </tr>
            ))}
      </tbody>
    </table>
  );
}

function LinkCards({ org, others, links, actions }: Props) {
  return (
    <ul className={rows.cards} aria-busy={links === undefined}>
      {links === undefined
        ? SKELETON_ROWS.map((card) => (
            <li key={card} className={rows.card}>
              <span className={rows.cardSkeleton}>
                <Skeleton width={140} />
                <Skeleton width={180} />
              </span>
            </li>
          ))
        : links.map((link) => (
            <li key={link.other.id} className={rows.card}>
              <div className={rows.cardWho}>
                <LinkName org={org} others={others} link={link} />
                <div className={rows.cardLine}>{[linkStateWords(link), grantsLine(link)].join(" · ")}</div>
              </div>
              {actions(link)}
            </li>
          ))}
    </ul>
  );
}

function LinkName({ org, others, link: { other } }: Omit<Props, "links" | "actions"> & { link: Link }) {
  const look = classes(rows.nameText, rows.nameLink);
  return (
    <span className={rows.who}>
      <Avatar name={other.name} look="link" />
      <span className={rows.twoLines}>
        <span className={rows.name}>
          {others === "agencies" ? (
            <RouterLink className={look} to="/orgs/$org/agencies/$agency" params={{ org, agency: other.id }}>
              {other.name}
            </RouterLink>
          ) : (
            <RouterLink className={look} to="/orgs/$org/clients/$client" params={{ org, client: other.id }}>
              {other.name}
            </RouterLink>
          )}
        </span>
        <span className={classes(rows.address, styles.number)}>{shownAccountId(other.id)}</span>
      </span>
    </span>
  );
}

/** Where a link stands, as a dot with a word. */
export function LinkState({ link }: { link: Link }) {
  return <StateDot tone={link.state === "active" ? "good" : "muted"}>{linkStateWords(link)}</StateDot>;
}

function Since({ link }: { link: Link }) {
  const inviter = link.invited_by?.name;
  const by = inviter && t`invited by ${inviter}`;
  return (
    <span className={rows.twoLines}>
      <Day at={linkSince(link)} />
      {by && (
        <span className={rows.secondLine} title={by}>
          {by}
        </span>
      )}
    </span>
  );
}
