import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import type { AgencyPerson, Catalog } from "@/api/types";
import { ProblemPanel } from "@/app/problem-panel";
import { Button, IconButton } from "@/design/button";
import { Menu, MenuItem, MenuSeparator } from "@/design/menu";
import { Panel } from "@/design/surface";
import { useMe } from "@/organizations/me";
import { AddMembersDialog } from "./add-members-dialog";
import styles from "./agencies.module.css";
import { EditAssignmentDialog } from "./edit-assignment-dialog";
import { clientPeopleQuery } from "./link-records";
import type { Link } from "./links";
import { PersonLine, PersonLinesSkeleton } from "./person-line";
import { RemoveQuestion } from "./remove-question";

type Props = { org: string; link: Link; catalog: Catalog };
type Doing = { what: "edit" | "remove"; member: string; from: HTMLElement | null };

/** Who of the agency works for a client: adding members, what each may do, removing them. */
export function ClientPeople({ org, link, catalog }: Props) {
  const { id, name } = link.other;
  const people = useQuery(clientPeopleQuery(org, id));
  const me = useMe(org)?.member.id;
  const [adding, setAdding] = useState<HTMLElement | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  // Who was asked about stays while the dialog fades out.
  const [removing, setRemoving] = useState<AgencyPerson | null>(null);
  const at = doing && people.data?.find(({ member }) => member === doing.member);
  return (
    <Panel className={styles.under}>
      <section aria-labelledby="people">
        <div className={styles.underHead}>
          <div>
            <h2 id="people">{t`Who works for ${name}`}</h2>
            <p
              className={styles.hint}
            >{t`They find ${name} among their organizations and see no more of it than this.`}</p>
          </div>
          <Button kind="primary" disabled={!people.data} onClick={(event) => setAdding(event.currentTarget)}>
            {t`Add members`}
          </Button>
        </div>
        {people.error && !people.data ? (
          <ProblemPanel error={people.error} retry={() => people.refetch()} />
        ) : people.data === undefined ? (
          <PersonLinesSkeleton />
        ) : people.data.length === 0 ? (
          <p className={styles.remark}>{t`Nobody yet. Add members of your agency, yourself included.`}</p>
        ) : (
          <ul className={styles.people}>
            {people.data.map((person) => (
              <PersonLine
                key={person.member}
                person={person}
                own={person.member === me}
                blockedWords={t`Blocked by ${name}`}
                keptOut={t`Does not get in: suspended here, or without the two-factor that ${name} requires`}
              >
                {!person.blocked && (
                  <PersonMenu
                    name={person.user.name}
                    onAct={(what, from) => {
                      if (what === "remove") setRemoving(person);
                      setDoing({ what, member: person.member, from });
                    }}
                  />
                )}
              </PersonLine>
            ))}
          </ul>
        )}
      </section>
      {adding && (
        <AddMembersDialog
          org={org}
          link={link}
          catalog={catalog}
          assigned={people.data?.map(({ member }) => member) ?? []}
          from={adding}
          onClose={() => setAdding(null)}
        />
      )}
      {doing?.what === "edit" && at && (
        <EditAssignmentDialog
          key={doing.member}
          org={org}
          link={link}
          catalog={catalog}
          person={at}
          from={doing.from}
          onClose={() => setDoing(null)}
        />
      )}
      {removing && (
        <RemoveQuestion
          org={org}
          link={link}
          person={removing}
          from={doing?.from ?? null}
          open={doing?.what === "remove"}
          onClose={() => setDoing(null)}
        />
      )}
    </Panel>
  );
}

type MenuProps = { name: string; onAct: (what: Doing["what"], from: HTMLElement | null) => void };

function PersonMenu({ name, onAct }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Menu
      align="end"
      trigger={
        <IconButton ref={button} label={t`Actions for ${name}`}>
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onAct("edit", button.current)}>{t`Edit what they may do`}</MenuItem>
      <MenuSeparator />
      <MenuItem dangerous onSelect={() => onAct("remove", button.current)}>
        {t`Remove…`}
      </MenuItem>
    </Menu>
  );
}
