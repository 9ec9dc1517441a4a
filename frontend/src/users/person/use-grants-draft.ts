import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { answer, api, writing } from "@/api/client";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { Catalog, Grants } from "@/api/types";
import { say } from "@/design/toasts";
import { refusedToGuests } from "@/grants/grantable";
import { mergePerson } from "../actions/person-writes";
import { grantsOf, type Person, personFromInvitation, personFromMember, personName } from "../person";
import { personQuery } from "../person-query";
import { applyChanges, type Change, changesBetween, grantsToSave } from "./changes";

/** Somebody else saved first: what they changed, what I want, and their record. */
export type Conflict = { theirs: Person; theirChanges: Change[]; myChanges: Change[] };

export type GrantsDraft = ReturnType<typeof useGrantsDraft>;

/** An edit of a person's grants: what was read, what is wanted, and saving it on the version that was read. */
export function useGrantsDraft(org: string, person: Person, catalog: Catalog) {
  // The record that the edit is made on; it moves only by saving or by settling a conflict.
  const [read, setRead] = useState(person);
  const [wanted, setWanted] = useState<Grants | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  // Nothing is being edited: show what is newest.
  if (!wanted && !conflict && read !== person) setRead(person);

  const base = useMemo(() => grantsOf(read), [read]);
  const grants = wanted ?? base;
  const forGuests = refusedToGuests(catalog);
  const changes = useMemo(() => {
    const saved = grantsToSave(grants, forGuests);
    // What a promotion clears is not counted one by one.
    if (saved.role === "admin") return changesBetween({ ...saved, role: base.role }, saved);
    return changesBetween(base, saved);
  }, [base, grants, forGuests]);

  const save = useMutation({
    mutationFn: () => writeGrants(org, read, grantsToSave(grants, forGuests)),
    onSuccess: (after) => {
      mergePerson(org, read, after);
      setRead(after);
      setWanted(null);
      say(t`${personName(after)}: saved.`);
    },
    onError: async (error) => {
      if (!isProblem(error, "stale-version")) return;
      const theirs = await queryClient.fetchQuery({ ...personQuery(org, read.id), staleTime: 0 });
      setConflict({
        theirs,
        theirChanges: changesBetween(base, grantsOf(theirs)),
        myChanges: changesBetween(base, grants),
      });
    },
  });

  return {
    base,
    grants,
    changes,
    conflict,
    saving: save.isPending,
    error: isProblem(save.error, "stale-version") ? null : save.error,
    setGrants: setWanted,
    save: () => save.mutate(),
    discard: () => {
      setWanted(null);
      save.reset();
    },
    /** Drops my changes. */
    takeTheirs: () => {
      if (conflict) setRead(conflict.theirs);
      setWanted(null);
      setConflict(null);
      save.reset();
    },
    /** Puts my changes on top of theirs; they are saved when I press Save again. */
    keepMine: () => {
      if (!conflict) return;
      setRead(conflict.theirs);
      setWanted(applyChanges(grantsOf(conflict.theirs), conflict.myChanges));
      setConflict(null);
      save.reset();
    },
  };
}

async function writeGrants(org: string, { id, kind, version }: Person, body: Grants): Promise<Person> {
  const options = { params: { path: { org, id } }, headers: writing({ version }), body };
  return kind === "invitation"
    ? personFromInvitation(await answer(api.PATCH("/v1/organizations/{org}/invitations/{id}", options)))
    : personFromMember(await answer(api.PATCH("/v1/organizations/{org}/members/{id}", options)));
}
