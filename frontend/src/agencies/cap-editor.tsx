import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useAdAccounts } from "@/ad-accounts/ad-accounts";
import type { Catalog, Me } from "@/api/types";
import { SaveBar } from "@/app/save-bar";
import { Panel, Section } from "@/design/surface";
import { mayGivePermission } from "@/grants/grantable";
import { PermissionEditor } from "@/grants/permission-editor";
import { notYoursToGive } from "@/grants/refusal-words";
import { AdAccountRolesEditor } from "@/users/person/ad-account-roles-editor";
import { changesSummary, changeWords } from "@/users/person/change-words";
import { ConflictPanel } from "@/users/person/conflict-panel";
import page from "@/users/person/person.module.css";
import { catalogForAgencies } from "./inside-cap";
import type { Link } from "./links";
import { useCapDraft } from "./use-cap-draft";

type Props = { org: string; link: Link; me: Me; catalog: Catalog };

/** The most that anybody of an agency may do here, edited as grants are. */
export function CapEditor({ org, link, me, catalog: whole }: Props) {
  const adAccounts = useAdAccounts(org);
  const edit = useCapDraft(org, link);
  const catalog = catalogForAgencies(whole);
  const names = { catalog, adAccounts };
  const { draft, base, conflict } = edit;
  const { name } = link.other;
  return (
    <>
      {conflict && (
        <ConflictPanel
          theirs={[
            ...(conflict.accepted ? [t`${name} accepted the invitation`] : []),
            ...conflict.theirChanges.map((change) => changeWords(change, names)),
          ]}
          mine={conflict.myChanges.map((change) => changeWords(change, names))}
          onReload={edit.takeTheirs}
          onKeep={edit.keepMine}
        />
      )}
      <Panel className={page.panel}>
        <Section
          title={t`Ad accounts and roles`}
          hint={t`The most that ${name} can give its people here. Less takes effect for all of them at once.`}
        >
          <AdAccountRolesEditor
            org={org}
            adAccounts={adAccounts}
            catalog={catalog}
            grantable={me.grantable}
            base={base.ad_account_roles}
            roles={draft.ad_account_roles}
            readOnly={false}
            lostWords={(lost) => (
              <Trans>
                Without a role on <strong>{lost}</strong>, nobody of {name} can work in it any more.
              </Trans>
            )}
            onChange={(ad_account_roles) => edit.setDraft({ ad_account_roles })}
          />
        </Section>
        <Section
          title={t`Permissions`}
          hint={t`They hold for the whole organization. Account administration is never an agency's.`}
        >
          <PermissionEditor
            catalog={catalog}
            held={draft.permissions}
            onChange={(permissions) => edit.setDraft({ permissions })}
            refusal={(permission) => (mayGivePermission(me.grantable, permission) ? undefined : notYoursToGive())}
          />
        </Section>
      </Panel>
      <SaveBar
        words={changesSummary(edit.changes, names)}
        hidden={conflict !== null}
        saving={edit.saving}
        error={edit.error}
        onSave={edit.save}
        onDiscard={edit.discard}
      />
    </>
  );
}
