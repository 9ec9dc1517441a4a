import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import { say } from "@/design/toasts";
import { applyChanges, type Change, changesBetween, type Draft } from "@/users/person/changes";
import { withoutNames } from "./inside-cap";
import { agencyQuery } from "./link-records";
import { type Cap, editCap } from "./link-writes";
import type { Link } from "./links";

/** The client saved another cap, or the agency accepted, while I edited. */
type Conflict = { theirs: Link; theirChanges: Change[]; myChanges: Change[]; accepted: boolean };

/** An edit of an agency's cap: what was read, what is wanted, and saving it on the version that was read. */
export function useCapDraft(org: string, link: Link) {
  // The record that the edit is made on; it moves only by saving or by settling a conflict.
  const [read, setRead] = useState(link);
  const [wanted, setWanted] = useState<Cap | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  // Nothing is being edited: show what is newest.
  if (!wanted && !conflict && read !== link) setRead(link);

  const base = useMemo(() => capOf(read), [read]);
  const draft = wanted ?? base;
  const changes = useMemo(() => changesBetween(asDraft(base), asDraft(draft)), [base, draft]);

  const save = useMutation({
    mutationFn: () => editCap(org, read, draft),
    onSuccess: (after) => {
      start(after);
      say(t`${after.other.name}: saved.`);
    },
    onError: async (error) => {
      if (isProblem(error, "not-found")) await queryClient.resetQueries(agencyQuery(org, read.other.id));
      if (!isProblem(error, "stale-version")) return;
      const theirs = await queryClient.fetchQuery({ ...agencyQuery(org, read.other.id), staleTime: 0 });
      const theirChanges = changesBetween(asDraft(base), asDraft(capOf(theirs)));
      const accepted = theirs.state === "active" && read.state === "pending";
      setConflict({ theirs, theirChanges, myChanges: changes, accepted });
    },
  });

  function start(from: Link, changed: Cap | null = null) {
    setRead(from);
    setWanted(changed);
    setConflict(null);
    save.reset();
  }

  return {
    base,
    draft,
    changes,
    conflict,
    saving: save.isPending,
    error: isProblem(save.error, "stale-version") ? null : save.error,
    setDraft: (change: Partial<Cap>) => {
      setWanted({ ...draft, ...change });
      if (save.isError) save.reset();
    },
    save: () => save.mutate(),
    discard: () => start(read),
    /** Drops my changes. */
    takeTheirs: () => conflict && start(conflict.theirs),
    /** Puts my changes on top of theirs; they are saved when I press Save again. */
    keepMine: () => {
      if (!conflict) return;
      const { permissions, ad_account_roles } = applyChanges(asDraft(capOf(conflict.theirs)), conflict.myChanges);
      start(conflict.theirs, { permissions, ad_account_roles });
    },
  };
}

function capOf({ permissions, ad_account_roles }: Link): Cap {
  return { permissions, ad_account_roles: withoutNames(ad_account_roles) };
}

/** A cap is compared as a guest's grants are: its organization role never changes. */
function asDraft(cap: Cap): Draft {
  return { role: "guest", ...cap };
}
