import { answer, api, writing } from "@/api/client";
import type { AdAccountRole } from "@/api/types";
import { dropAgency, dropClient, putAgency, putClient, putClientPerson, readAgencyPeopleAgain } from "./link-records";
import { type Link, linkToAgency, linkToClient } from "./links";

/** What an agency may do, or one of its people: never more than permissions and roles on ad accounts. */
export type Cap = { permissions: string[]; ad_account_roles: AdAccountRole[] };

// What a client does.

/** Invites an agency by its Account Id. `key` is the Idempotency-Key of this intention. */
export async function inviteAgency(org: string, accountId: string, cap: Cap, key: string): Promise<Link> {
  const body = { account_id: accountId, ...cap };
  const call = api.POST("/v1/organizations/{org}/agencies", {
    params: { path: { org } },
    headers: writing({ key }),
    body,
  });
  const link = linkToAgency(await answer(call));
  putAgency(org, link);
  return link;
}

/** Saves another cap on the version that it was made from. */
export async function editCap(org: string, { other, version }: Link, body: Cap): Promise<Link> {
  const params = { path: { org, agency: other.id } };
  const headers = writing({ version });
  const call = api.PATCH("/v1/organizations/{org}/agencies/{agency}", { params, headers, body });
  const link = linkToAgency(await answer(call));
  putAgency(org, link);
  return link;
}

/** Ends an agency's access, or takes back its invitation. */
export async function endAgency(org: string, { other }: Link): Promise<void> {
  const params = { path: { org, agency: other.id } };
  await answer(api.DELETE("/v1/organizations/{org}/agencies/{agency}", { params, headers: writing() }));
  dropAgency(org, other.id);
}

/** Keeps one person of an agency out, or lets them in again. */
export async function setBlocked(org: string, agency: string, user: string, blocked: boolean): Promise<void> {
  const options = { params: { path: { org, agency, user } }, headers: writing() };
  const path = "/v1/organizations/{org}/agencies/{agency}/members/{user}";
  await answer(blocked ? api.DELETE(path, options) : api.PUT(path, options));
  await readAgencyPeopleAgain(org, agency);
}

// What an agency does.

/** Accepts a client's invitation. */
export async function acceptClient(org: string, client: string, key: string): Promise<Link> {
  const options = { params: { path: { org, client } }, headers: writing({ key }) };
  const link = linkToClient(await answer(api.POST("/v1/organizations/{org}/clients/{client}/accept", options)));
  putClient(org, link);
  return link;
}

/** Declines a client's invitation. */
export async function declineClient(org: string, client: string, key: string): Promise<void> {
  const options = { params: { path: { org, client } }, headers: writing({ key }) };
  await answer(api.POST("/v1/organizations/{org}/clients/{client}/decline", options));
  dropClient(org, client);
}

/** Stops working for a client. */
export async function endClient(org: string, client: string): Promise<void> {
  const params = { path: { org, client } };
  await answer(api.DELETE("/v1/organizations/{org}/clients/{client}", { params, headers: writing() }));
  dropClient(org, client);
}

/** Says what a member may do for a client; `version` is that of what it replaces. */
export async function assign(org: string, client: string, member: string, body: Cap, version?: number): Promise<void> {
  const params = { path: { org, client, member } };
  const headers = writing({ version });
  const call = api.PUT("/v1/organizations/{org}/clients/{client}/members/{member}", { params, headers, body });
  putClientPerson(org, client, member, await answer(call));
}

/** Ends what a member may do for a client. */
export async function unassign(org: string, client: string, member: string): Promise<void> {
  const params = { path: { org, client, member } };
  const call = api.DELETE("/v1/organizations/{org}/clients/{client}/members/{member}", { params, headers: writing() });
  await answer(call);
  putClientPerson(org, client, member, undefined);
}
