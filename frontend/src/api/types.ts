import type { components } from "./schema.gen";

// The names by which the page knows the API's shapes. Everything else imports from here, never from the generated file.
type Schemas = components["schemas"];

export type OrganizationRole = Schemas["OrganizationRole"];
/** One role on one ad account; both are ids. */
export type AdAccountRole = Schemas["AdAccountRole"];
export type NamedAdAccountRole = Schemas["NamedAdAccountRole"];
/** A member as a row or as a record. To plain members only id, user, role and state are told. */
export type Member = Schemas["Member"];
export type MemberState = Member["state"];
export type Invitation = Schemas["Invitation"];
export type MailState = Invitation["mail_state"];
export type Organization = Schemas["Organization"];
export type OrganizationSettings = Schemas["OrganizationSettings"];
export type Session = Schemas["Session"];
export type SessionOrganization = Schemas["SessionOrganization"];
/** The actor's own place in an organization, with what it may do and grant. */
export type Me = Schemas["Me"];
export type Grantable = Schemas["Grantable"];
export type Counts = Schemas["Counts"];
export type AdAccount = Schemas["AdAccount"];
export type Catalog = Schemas["Catalog"];
export type PermissionGroup = Schemas["CatalogPermissionGroup"];
export type InviteBody = Schemas["InviteBody"];
export type InviteResult = Schemas["InviteResult"];
export type LookedUpInvitation = Schemas["LookedUpInvitation"];
export type Acceptance = Schemas["Acceptance"];
export type MyInvitation = Schemas["MyInvitation"];

/** What a member or an invitation lets a person do. */
export type Grants = { role: OrganizationRole; permissions: string[]; ad_account_roles: AdAccountRole[] };
