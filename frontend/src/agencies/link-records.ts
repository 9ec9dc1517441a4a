import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { queryClient } from "@/api/query-client";
import type { AgencyPerson } from "@/api/types";
import { listsKey } from "@/users/list/people-query";
import { agenciesQuery, clientsQuery, type Link, linkToAgency } from "./links";

// What one side of a link reads besides its list, and how a write is merged into what was read.

const agencyKey = (org: string, agency: string) => ["organization", org, "agency", agency] as const;
const clientPeopleKey = (org: string, client: string) => ["organization", org, "client", client, "people"] as const;
const agencyPeopleKey = (org: string, agency: string) => [...agencyKey(org, agency), "people"] as const;

/** One agency with its cap. */
export function agencyQuery(org: string, agency: string) {
  return queryOptions({
    queryKey: agencyKey(org, agency),
    queryFn: async ({ signal }): Promise<Link> => {
      const params = { path: { org, agency } };
      return linkToAgency(await answer(api.GET("/v1/organizations/{org}/agencies/{agency}", { params, signal })));
    },
    // An edit is made on what the server holds now, and the agency may have accepted a moment ago.
    staleTime: 0,
  });
}

/** Everybody of an agency who can get in, and who is kept out, by name. */
export function agencyPeopleQuery(org: string, agency: string) {
  return queryOptions({
    queryKey: agencyPeopleKey(org, agency),
    queryFn: async ({ signal }): Promise<AgencyPerson[]> => {
      const params = { path: { org, agency } };
      return (await answer(api.GET("/v1/organizations/{org}/agencies/{agency}/members", { params, signal }))).items;
    },
  });
}

/** Who of this agency works for a client, by name. */
export function clientPeopleQuery(org: string, client: string) {
  return queryOptions({
    queryKey: clientPeopleKey(org, client),
    queryFn: async ({ signal }): Promise<AgencyPerson[]> => {
      const params = { path: { org, client } };
      return (await answer(api.GET("/v1/organizations/{org}/clients/{client}/members", { params, signal }))).items;
    },
  });
}

/** Puts an agency that was just written where it is shown. */
export function putAgency(org: string, link: Link): void {
  queryClient.setQueryData(agencyQuery(org, link.other.id).queryKey, link);
  queryClient.setQueryData(agenciesQuery(org).queryKey, (all) => all && withLink(all, link));
  // The cap says what counts for each of its people.
  void queryClient.invalidateQueries({ queryKey: agencyPeopleKey(org, link.other.id) });
  recount(org);
}

/** Takes an agency that is gone out of the list; its own page forgets it when one has left it. */
export function dropAgency(org: string, agency: string): void {
  queryClient.setQueryData(agenciesQuery(org).queryKey, (all) => all?.filter(({ other }) => other.id !== agency));
  queryClient.removeQueries({ queryKey: agencyKey(org, agency), type: "inactive" });
  recount(org);
}

/** Puts a client that was just written into the list. */
export function putClient(org: string, link: Link): void {
  queryClient.setQueryData(clientsQuery(org).queryKey, (all) => all && withLink(all, link));
  recount(org);
}

/** Takes a client that is gone out of the list. */
export function dropClient(org: string, client: string): void {
  queryClient.setQueryData(clientsQuery(org).queryKey, (all) => all?.filter(({ other }) => other.id !== client));
  queryClient.removeQueries({ queryKey: clientPeopleKey(org, client), type: "inactive" });
  recount(org);
}

/** Puts somebody who works for a client into the list, or takes them out of it. */
export function putClientPerson(org: string, client: string, member: string, person: AgencyPerson | undefined): void {
  queryClient.setQueryData(clientPeopleQuery(org, client).queryKey, (all) => {
    const others = all?.filter((other) => other.member !== member);
    if (!others || !person) return others;
    return [...others, person].sort((one, other) => byName(one.user.name, other.user.name));
  });
}

/** Asks again who of an agency gets in. */
export function readAgencyPeopleAgain(org: string, agency: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: agencyPeopleKey(org, agency) });
}

function recount(org: string) {
  void queryClient.invalidateQueries({ queryKey: [...listsKey(org), "counts"] });
}

function withLink(all: Link[], link: Link): Link[] {
  return [...all.filter(({ other }) => other.id !== link.other.id), link].sort((one, other) =>
    byName(one.other.name, other.other.name),
  );
}

function byName(one: string, other: string): number {
  return one.localeCompare(other, "en", { sensitivity: "base" });
}
