import { t } from "@lingui/core/macro";
import { EmptyState, Panel } from "@/design/surface";
import lists from "@/users/list/list.module.css";

/** In place of the clients, in an organization that is no agency. */
export function NoClients() {
  return (
    <Panel className={lists.listPanel}>
      <EmptyState title={t`Only an agency has clients`}>
        {t`Whether an organization is an agency is chosen when it is created.`}
      </EmptyState>
    </Panel>
  );
}
