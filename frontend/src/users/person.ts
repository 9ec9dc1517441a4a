import type {
  AdAccountRole,
  Grants,
  Invitation,
  InvitationState,
  MailState,
  Member,
  MemberAccess,
  OrganizationRole,
} from "@/api/types";

/** The lists of people; each is a tab and has its count. */
export type PeopleList = "active" | "pending_approval" | "suspended" | "invited";

/**
 * Somebody in the lists and on their own page: a member or an open invitation, looked at in the same way. Plain members
 * are told only id, name, address and role of their colleagues; the rest is undefined then.
 */
export type Person = {
  /** `mem_…` or `inv_…`. */
  id: string;
  kind: "member" | "invitation";
  list: PeopleList;
  userId?: string;
  /** Empty for an invitation without a name. */
  name: string;
  email: string;
  role: OrganizationRole;
  permissions?: string[];
  /** In rows at most five of them. */
  adAccountRoles?: AdAccountRole[];
  /** How many there are in all. */
  adAccountRoleCount?: number;
  version?: number;
  twoFactor?: boolean;
  lastActiveOn?: string | null;
  /** When they joined, or were invited. */
  since?: string;
  invitedBy?: { id: string; name: string } | null;
  /** The address that was invited, when the login has another one. */
  invitedEmail?: string;
  mailState?: MailState;
  /** Of invitations; all but pending are over: nothing can be done with them any more. */
  invitationState?: InvitationState;
  expiresAt?: string;
  /** When an invitation that is over ended. */
  endedAt?: string;
  /** The member that an accepted invitation made; may be gone by now. */
  acceptedBy?: string;
  message?: string;
  /** How they have access; only of a whole record, and not in the answer to a write. */
  access?: MemberAccess;
};

/** A member as a person. */
export function personFromMember(member: Member): Person {
  return {
    id: member.id,
    kind: "member",
    list: member.state,
    userId: member.user.id,
    name: member.user.name,
    email: member.user.email,
    role: member.role,
    permissions: member.permissions,
    adAccountRoles: member.ad_account_roles,
    adAccountRoleCount: member.ad_account_role_count ?? member.ad_account_roles?.length,
    version: member.version,
    twoFactor: member.two_factor,
    lastActiveOn: member.last_active_on,
    since: member.joined_at,
    invitedBy: member.invited_by,
    invitedEmail: member.invited_email,
    access: "access" in member ? member.access : undefined,
  };
}

/** An invitation as a person. */
export function personFromInvitation(invitation: Invitation): Person {
  return {
    id: invitation.id,
    kind: "invitation",
    list: "invited",
    name: invitation.name,
    email: invitation.email,
    role: invitation.role,
    permissions: invitation.permissions,
    adAccountRoles: invitation.ad_account_roles,
    adAccountRoleCount:
      "ad_account_role_count" in invitation ? invitation.ad_account_role_count : invitation.ad_account_roles.length,
    version: invitation.version,
    since: invitation.created_at,
    invitedBy: invitation.invited_by,
    mailState: invitation.mail_state,
    invitationState: invitation.state,
    expiresAt: invitation.expires_at,
    ...("message" in invitation && {
      message: invitation.message,
      endedAt: invitation.ended_at,
      acceptedBy: invitation.accepted_by,
    }),
  };
}

/** Whether it is an invitation that was answered or revoked, or has expired. */
export function isOver({ invitationState }: Person): boolean {
  return invitationState !== undefined && invitationState !== "pending";
}

/** What to call them: the name, or the address of who has none yet. */
export function personName(person: Pick<Person, "name" | "email">): string {
  return person.name || person.email;
}

/** What they may do; only of a whole record, never of a row. */
export function grantsOf(person: Person): Grants {
  return {
    role: person.role,
    permissions: person.permissions ?? [],
    ad_account_roles: person.adAccountRoles ?? [],
  };
}

/** The agencies through which somebody gets in, own place or not. */
export function agenciesOf(person: Person | undefined): { id: string; name: string }[] {
  return person?.access?.sources.flatMap(({ agency }) => agency ?? []) ?? [];
}
