import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { PeopleList } from "./person";
import styles from "./way-back.module.css";

/** Above the title of a page below Account users: the way back to the list that one came from. */
export function WayBack({ org, tab }: { org: string; tab?: PeopleList }) {
  return (
    <nav aria-label={t`Where this page is`} className={styles.crumbs}>
      <Link to="/orgs/$org/users" params={{ org }} search={tab ? { tab } : {}}>
        {t`Account users`}
      </Link>
      <ChevronRight size={14} strokeWidth={1.5} aria-hidden="true" />
    </nav>
  );
}
