import type { components } from "./schema.gen";

// The names by which the page knows the API's shapes. Everything else imports from here, never from the generated file.
type Schemas = components["schemas"];

export type OrganizationRole = Schemas["SessionOrganization"]["role"];
/** One role on one ad account; both are ids. */
export type AdAccountRole = Schemas["AdAccountRole"];
export type NamedAdAccountRole = Schemas["OfferedRole"];
/** A member as a row or as a record. To plain members only id, user, role and state are told. */
export type Member = Schemas["SeenMember"];
export type MemberState = Member["state"];
/** An invitation as a row (with the number of its roles) or as a record (with its message). */
export type Invitation = Schemas["InvitationRow"] | Schemas["Invitation"];
export type InvitationState = Invitation["state"];
export type MailState = Invitation["mail_state"];
export type Organization = Schemas["Organization"];
export type OrganizationSettings = Schemas["Settings"];
export type Session = Schemas["Session"];
/** One signed-in browser of one's own. */
export type MySession = Schemas["MySession"];
/** What an authenticator app needs to know. */
export type TwoFactorSecret = Schemas["TwoFactorSecret"];
export type SessionOrganization = Schemas["SessionOrganization"];
/** The actor's own place in an organization, with what it may do and grant. */
export type Me = Schemas["OwnPlace"];
export type Grantable = Schemas["Grantable"];
export type Counts = Schemas["TabCounts"];
export type AdAccount = Schemas["AdAccount"];
/** One entry of the audit log. */
export type RecordedEvent = Schemas["Event"];
export type Catalog = Schemas["Catalog"];
export type PermissionGroup = Schemas["PermissionGroup"];
export type InviteBody = Schemas["InviteBody"];
export type InviteResult = Schemas["InviteResult"];
export type LookedUpInvitation = Schemas["FoundInvitation"];
export type Block = Schemas["Block"];
export type Acceptance = Schemas["Acceptance"];
export type MyInvitation = Schemas["OwnInvitation"];
/** An agency that is invited or works here, as its client sees it. */
export type Agency = Schemas["Agency"];
/** A client that invites an agency or has it at work, as the agency sees it. */
export type Client = Schemas["Client"];
/** What lets somebody in at this moment, way by way. */
export type MemberAccess = Schemas["MemberAccess"];
export type AccessSource = Schemas["AccessSource"];
/** Somebody of an agency at a client: what counts for them now. */
export type AgencyPerson = Schemas["AgencyPerson"];
/** An API key of an organization, without what opens anything. */
export type APIKey = Schemas["APIKey"];
export type NewAPIKey = Schemas["NewAPIKey"];
/** A key as the answer that made it: with its secrets, this once. */
export type MadeAPIKey = Schemas["MadeAPIKey"];
/** An endpoint that is told of events. */
export type Webhook = Schemas["Webhook"];
export type NewWebhook = Schemas["NewWebhook"];
/** An endpoint as an answer that made a secret: with that secret, this once. */
export type MadeWebhook = Schemas["MadeWebhook"];
/** One event on its way to one endpoint. */
export type Delivery = Schemas["Delivery"];
export type DeliveryState = Delivery["state"];
/** The same with what is sent. */
export type DeliveryDetail = Schemas["DeliveryDetail"];
/** A signed message that came in, with what became of it. */
export type ReceivedMessage = Schemas["ReceivedMessage"];

/** What a member or an invitation lets a person do. */
export type Grants = { role: OrganizationRole; permissions: string[]; ad_account_roles: AdAccountRole[] };
