import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { ProblemNotice } from "@/app/problem-panel";
import { Button } from "@/design/button";
import { Panel, Section, Skeleton } from "@/design/surface";
import { Tabs } from "@/design/tabs";
import { ExactField } from "./exact-field";
import styles from "./integrations.module.css";
import type { TabProps } from "./integrations-page";
import { keyLine } from "./key-rows";
import { keysQuery } from "./keys";
import { NewKeyDialog } from "./new-key-dialog";
import { EntraGuide, OktaGuide } from "./scim-guides";
import { SCIMSendsMail } from "./scim-sends-mail";
import { scopeName } from "./scopes";

/** What an identity provider needs to keep the users here: the address, a key, and how it is set up there. */
export function SCIMTab({ org, manage, making, onMake, onMade }: TabProps) {
  return (
    <>
      <p className={styles.lead}>
        {t`Your identity provider creates, changes and removes users here by SCIM 2.0, so that nobody has to be invited by hand.`}
      </p>
      <Panel className={styles.column}>
        <Section title={t`Address`} hint={t`Called base URL or tenant URL at the identity provider.`}>
          <ExactField
            label={t`SCIM address`}
            value={`${window.location.origin}/scim/v2`}
            copyLabel={t`Copy the SCIM address`}
            copied={t`The SCIM address is copied.`}
          />
        </Section>
        <Section
          title={t`Key`}
          hint={t`The identity provider signs in with an API key with the scope “${scopeName("scim")}”. The key says which organization it is about.`}
        >
          <SCIMKeys org={org} />
          {manage && <Button onClick={onMake}>{t`Create a key for SCIM`}</Button>}
        </Section>
        <Section title={t`Mail`}>
          <SCIMSendsMail org={org} />
        </Section>
        <Section title={t`Set it up, step by step`}>
          <Tabs
            label={t`Identity provider`}
            tabs={[
              { id: "okta", name: t`Okta`, content: <OktaGuide /> },
              { id: "entra", name: t`Microsoft Entra ID`, content: <EntraGuide /> },
            ]}
          />
        </Section>
      </Panel>
      {making && <NewKeyDialog org={org} preset={{ name: t`SCIM`, scopes: ["scim"] }} onClose={onMade} />}
    </>
  );
}

/** The keys that speak SCIM; they are revoked among all keys. */
function SCIMKeys({ org }: { org: string }) {
  const { data, error } = useQuery(keysQuery(org));
  if (error && !data) return <ProblemNotice error={error} />;
  if (!data) {
    return (
      <div className={styles.waitingLine} aria-busy="true">
        <Skeleton width={180} />
      </div>
    );
  }
  const keys = data.filter(({ scopes }) => scopes.includes("scim"));
  if (keys.length === 0) return <p className={styles.none}>{t`There is none yet.`}</p>;
  return (
    <ul className={styles.lines}>
      {keys.map((key) => (
        <li key={key.id}>
          <span className={styles.keyName}>{key.name}</span>
          <code className={styles.prefix}>{key.prefix}</code>
          <span className={styles.detail}>{keyLine(key)}</span>
        </li>
      ))}
    </ul>
  );
}
