import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Me } from "@/api/types";

/** What the actor may do in an organization: the words of `/me`'s `can`. */
export type Ability =
  | "invite"
  | "list_members"
  | "see_member_details"
  | "list_invitations"
  | "edit_members"
  | "remove_members"
  | "approve"
  | "manage_ad_accounts"
  | "edit_settings";

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

/** Whether the actor may do something here. */
export function may(me: Me | undefined, ability: Ability): boolean {
  return me?.can.includes(ability) ?? false;
}
