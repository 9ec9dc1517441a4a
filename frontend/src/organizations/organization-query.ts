import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";

/** The organization with its settings. */
export function organizationQuery(org: string) {
  return queryOptions({
    queryKey: ["organization", org, "organization"],
    queryFn: ({ signal }) => answer(api.GET("/v1/organizations/{org}", { params: { path: { org } }, signal })),
    refetchOnWindowFocus: false,
  });
}
