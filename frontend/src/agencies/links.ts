import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Agency, Client } from "@/api/types";

/** A link between two organizations as either side looks at it: the other one, what it covers, and where it stands. */
export type Link = Omit<Agency, "agency"> & {
  /** The agency for its client, the client for its agency. */
  other: Agency["agency"];
};

/** An agency as the link to it. */
export function linkToAgency({ agency, ...link }: Agency): Link {
  return { other: agency, ...link };
}

/** A client as the link to it. */
export function linkToClient({ client, ...link }: Client): Link {
  return { other: client, ...link };
}

/** The agencies that are invited or work here, in the order of names. */
export function agenciesQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "agencies"] as const,
    queryFn: async ({ signal }): Promise<Link[]> => {
      const call = api.GET("/v1/organizations/{org}/agencies", { params: { path: { org } }, signal });
      return (await answer(call)).items.map(linkToAgency);
    },
  });
}

/** The clients that invite this agency or that it works for, in the order of names. */
export function clientsQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "clients"] as const,
    queryFn: async ({ signal }): Promise<Link[]> => {
      const call = api.GET("/v1/organizations/{org}/clients", { params: { path: { org } }, signal });
      return (await answer(call)).items.map(linkToClient);
    },
  });
}
