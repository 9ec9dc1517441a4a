import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { isProblem } from "@/api/problems";
import { sessionKey } from "@/api/query-client";
import type { Session } from "@/api/types";

/** Who is signed in, with its organizations; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await answer(api.GET("/v1/session", { signal }));
    } catch (error) {
      if (isProblem(error, "unauthenticated")) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** The session's query: data is null when signed out. */
export function useSession() {
  return useQuery(sessionQuery);
}
