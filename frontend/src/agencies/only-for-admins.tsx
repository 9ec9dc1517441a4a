import { t } from "@lingui/core/macro";
import { EmptyState, Panel } from "@/design/surface";
import lists from "@/users/list/list.module.css";

/** In place of a list of agencies or clients, for who may not see it. */
export function OnlyForAdmins() {
  return (
    <Panel className={lists.listPanel}>
      <EmptyState title={t`Only organization admins see this`}>
        {t`Ask an organization admin which other organizations work here, or have your people at work.`}
      </EmptyState>
    </Panel>
  );
}
