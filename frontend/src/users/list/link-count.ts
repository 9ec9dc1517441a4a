import { useQuery } from "@tanstack/react-query";
import { agenciesQuery, clientsQuery } from "@/agencies/links";
import { may, useMe } from "@/organizations/me";
import type { LinkTab } from "./list-search";
import { countsQuery } from "./people-query";

/** How many agencies or clients there are: as the list says once it was read, which knows one's own writes, and before that as counted. */
export function useLinkCount(org: string): (tab: LinkTab) => number | undefined {
  const me = useMe(org);
  const counts = useQuery({ ...countsQuery(org), enabled: may(me, "list_members") }).data;
  const agencies = useQuery({ ...agenciesQuery(org), enabled: false }).data;
  const clients = useQuery({ ...clientsQuery(org), enabled: false }).data;
  return (tab) => (tab === "agencies" ? agencies : clients)?.length ?? counts?.[tab];
}
