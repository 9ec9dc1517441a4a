import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import styles from "./integrations.module.css";

/** How Okta is set up, with the words of its admin console. */
export function OktaGuide() {
  return (
    <Steps>
      <Trans>
        In the Okta Admin Console, open <b>Applications</b> and your app integration, or create one with{" "}
        <b>Create App Integration</b>.
      </Trans>
      <Trans>
        On the tab <b>General</b>, edit the app settings, choose <b>SCIM</b> for provisioning, and save.
      </Trans>
      <Trans>
        On the tab <b>Provisioning</b>, open <b>Integration</b> and edit it: enter the SCIM address as{" "}
        <b>SCIM connector base URL</b> and <code>userName</code> as <b>Unique identifier field for users</b>.
      </Trans>
      <Trans>
        Tick <b>Import New Users and Profile Updates</b>, <b>Push New Users</b> and <b>Push Profile Updates</b>. Leave{" "}
        <b>Push Groups</b> off: groups are not kept here.
      </Trans>
      <Trans>
        Choose <b>HTTP Header</b> as authentication mode and enter the API key as token. Press{" "}
        <b>Test Connector Configuration</b>, then save.
      </Trans>
      <Trans>
        Open <b>To App</b>, edit it, and enable <b>Create Users</b>, <b>Update User Attributes</b> and{" "}
        <b>Deactivate Users</b>.
      </Trans>
      <Trans>
        On the tab <b>Assignments</b>, assign people or groups. Each of them is invited here as a member, and appears
        among the invited.
      </Trans>
    </Steps>
  );
}

/** How Microsoft Entra ID is set up, with the words of its admin center. */
export function EntraGuide() {
  return (
    <Steps>
      <Trans>
        In the Microsoft Entra admin center, open <b>Enterprise applications</b>, press <b>New application</b>, then{" "}
        <b>Create your own application</b>, and choose the one that is not in the gallery.
      </Trans>
      <Trans>
        In the application, open <b>Provisioning</b> and begin a new configuration; where there is a mode, it is{" "}
        <b>Automatic</b>.
      </Trans>
      <Trans>
        Enter the SCIM address as <b>Tenant URL</b> and the API key as <b>Secret token</b>. Press <b>Test connection</b>
        , then save.
      </Trans>
      <Trans>
        Under <b>Mappings</b>, turn off the provisioning of groups: they are not kept here.
      </Trans>
      <Trans>
        In the mapping of users, see to it that <code>emails[type eq "work"].value</code> comes from an attribute that
        holds an address at which people get mail, such as <b>mail</b>.
      </Trans>
      <Trans>
        Under <b>Users and groups</b>, assign the people who are to work here.
      </Trans>
      <Trans>
        Press <b>Start provisioning</b>. Entra ID sends changes about every 40 minutes; <b>Provision on demand</b> sends
        one person at once.
      </Trans>
    </Steps>
  );
}

function Steps({ children }: { children: ReactNode[] }) {
  return (
    <ol className={styles.steps}>
      {children.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps have no other identity and never move.
        <li key={at}>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
