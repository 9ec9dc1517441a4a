import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Me } from "@/api/types";

/** What the actor may do in an organization: those names of `/me`'s `can` that the page asks about. */
export type Ability =
  | "list_members"
  | "list_member_details"
  | "invite"
  | "edit_invitation"
  | "resend_invitation"
  | "link_invitation"
  | "revoke_invitation"
  | "edit_member"
  | "approve_member"
  | "reject_member"
  | "suspend_member"
  | "reactivate_member"
  | "remove_member"
  | "edit_organization"
  | "delete_organization"
  | "list_events"
  | "see_agencies"
  | "manage_agencies"
  | "see_clients"
  | "manage_clients"
  | "create_ad_account"
  | "edit_ad_account"
  | "see_integrations"
  | "manage_integrations";

/** The actor's own place in an organization, with what it may do and grant. */
export function meQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "me"],
    queryFn: ({ signal }) => answer(api.GET("/v1/organizations/{org}/me", { params: { path: { org } }, signal })),
    staleTime: 30_000,
  });
}

/** The actor's own place; undefined while it loads. */
export function useMe(org: string): Me | undefined {
  return useQuery(meQuery(org)).data;
}

/** What the organization is called; empty while that loads. */
export function useOrganizationName(org: string): string {
  return useMe(org)?.organization.name ?? "";
}

/** Whether there is a list of clients here that the actor may see: only an agency can have any. */
export function hasClients(me: Me | undefined): boolean {
  return may(me, "see_clients") && me?.organization.kind === "agency";
}

/** Whether the actor may do something here. */
export function may(me: Me | undefined, ability: Ability): boolean {
  return me?.can.includes(ability) ?? false;
}
