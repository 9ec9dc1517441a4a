import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { type Person, personFromInvitation, personFromMember } from "./person";

/** Where a person's whole record is kept. */
export const personKey = (org: string, id: string) => ["organization", org, "person", id] as const;

/** A person's whole record, by `mem_…` or `inv_…`. Never late. */
export function personQuery(org: string, id: string) {
  return queryOptions({
    queryKey: personKey(org, id),
    queryFn: async ({ signal }): Promise<Person> => {
      const params = { path: { org, id } };
      return id.startsWith("inv_")
        ? personFromInvitation(await answer(api.GET("/v1/organizations/{org}/invitations/{id}", { params, signal })))
        : personFromMember(await answer(api.GET("/v1/organizations/{org}/members/{id}", { params, signal })));
    },
    // An edit is made on what the server holds now.
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
}
