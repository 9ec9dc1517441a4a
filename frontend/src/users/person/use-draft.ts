import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { answer, api, writing } from "@/api/client";
import { isProblem, problemWords } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { Catalog } from "@/api/types";
import { say, sayProblem } from "@/design/toasts";
import { refusedToGuests } from "@/grants/grantable";
import { mergePerson } from "../actions/person-writes";
import { isOver, type Person, personFromInvitation, personFromMember, personName } from "../person";
import { personKey, personQuery } from "../person-query";
import { applyChanges, type Change, changesBetween, type Draft, draftOf, draftToSave } from "./changes";
import { fieldProblems, refusedFields } from "./field-problems";

/** Somebody else saved first: what they changed, what I want, and their record. */
export type Conflict = { before: Person; theirs: Person; theirChanges: Change[]; myChanges: Change[] };

/** An edit of a person: what was read, what is wanted, and saving it on the version that was read. */
export function useDraft(org: string, person: Person, catalog: Catalog) {
  // The record that the edit is made on; it moves only by saving or by settling a conflict.
  const [read, setRead] = useState(person);
  const [wanted, setWanted] = useState<Draft | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  // How often saving was tried. From the first time on, what cannot be sent is told as one types.
  const [tries, setTries] = useState(0);
  // Nothing is being edited: show what is newest.
  if (!wanted && !conflict && read !== person) setRead(person);

  const base = useMemo(() => draftOf(read), [read]);
  const draft = wanted ?? base;
  const forGuests = refusedToGuests(catalog);
  const toSave = useMemo(() => draftToSave(draft, forGuests), [draft, forGuests]);
  const changes = useMemo(() => {
    // What a promotion clears is not counted one by one.
    const from = toSave.role === "admin" ? { ...base, permissions: [], ad_account_roles: [] } : base;
    return changesBetween(from, toSave);
  }, [base, toSave]);
  const problems = fieldProblems(toSave);

  const save = useMutation({
    mutationFn: () => write(org, read, toSave),
    onSuccess: (after) => {
      mergePerson(org, read, after);
      start(after);
      say(savedWords(read, after));
    },
    onError: async (error) => {
      if (isProblem(error, "not-found")) await queryClient.resetQueries({ queryKey: personKey(org, read.id) });
      if (!isProblem(error, "stale-version", "not-pending")) return;
      const theirs = await queryClient.fetchQuery({ ...personQuery(org, read.id), staleTime: 0 });
      if (isOver(theirs)) {
        // It was answered or revoked meanwhile: there is nothing to choose between.
        sayProblem(problemWords(error));
        start(theirs);
      } else {
        const theirChanges = changesBetween(base, draftOf(theirs));
        setConflict({ before: read, theirs, theirChanges, myChanges: changes });
      }
    },
  });

  function start(from: Person, changed: Draft | null = null) {
    setRead(from);
    setWanted(changed);
    setConflict(null);
    setTries(0);
    save.reset();
  }

  const refused = refusedFields(save.error);
  return {
    base,
    draft,
    changes,
    conflict,
    /** What is wrong with a field, in words that say what to do. */
    problems: tries > 0 ? { ...problems, ...refused } : refused,
    tries,
    saving: save.isPending,
    error: conflict || Object.keys(refused).length > 0 ? null : save.error,
    setDraft: (change: Partial<Draft>) => {
      setWanted({ ...draft, ...change });
      if (save.isError) save.reset();
    },
    save: () => {
      setTries(tries + 1);
      if (Object.keys(problems).length === 0) save.mutate();
    },
    discard: () => start(read),
    /** Drops my changes. */
    takeTheirs: () => conflict && start(conflict.theirs),
    /** Puts my changes on top of theirs; they are saved when I press Save again. */
    keepMine: () => conflict && start(conflict.theirs, applyChanges(draftOf(conflict.theirs), conflict.myChanges)),
  };
}

function savedWords(before: Person, after: Person): string {
  const name = personName(after);
  if (before.email === after.email) return t`${name}: saved.`;
  if (after.mailState === "none") return t`Saved. The invitation is for ${after.email} now.`;
  return t`Saved. A new invitation is on its way to ${after.email}.`;
}

async function write(org: string, { id, kind, version }: Person, body: Draft): Promise<Person> {
  const options = { params: { path: { org, id } }, headers: writing({ version }), body };
  return kind === "invitation"
    ? personFromInvitation(await answer(api.PATCH("/v1/organizations/{org}/invitations/{id}", options)))
    : personFromMember(await answer(api.PATCH("/v1/organizations/{org}/members/{id}", options)));
}
