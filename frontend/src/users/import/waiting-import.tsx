import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSession } from "@/session/session";
import styles from "./import.module.css";
import { phaseOf, progressOf } from "./job";
import { keptJob } from "./kept";
import { waitingWords } from "./words";

const LOOK_AGAIN_MS = 3000;

/** On the users page: an import that was left in the middle, or whose failures nobody has seen yet. */
export function WaitingImport({ org }: { org: string }) {
  const user = useSession().data?.user.id ?? "";
  const kept = useQuery({
    queryKey: ["import", org, user],
    queryFn: () => keptJob(org, user),
    enabled: user !== "",
    gcTime: 0,
    // Calls that were under way when it was left are still counted.
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (!kept.data) return null;
  const { done, all } = progressOf(kept.data);
  return (
    <p className={styles.waiting}>
      <span>{waitingWords(kept.data, done, all)}</span>{" "}
      <Link to="/orgs/$org/users/import" params={{ org }}>
        {phaseOf(kept.data) === "finished" ? t`See the result` : t`Continue`}
      </Link>
    </p>
  );
}
