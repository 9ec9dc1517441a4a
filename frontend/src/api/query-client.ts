import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem, mayPass } from "./problems";

/** Where the signed-in user is kept; everything that comes back 401 empties it. */
export const sessionKey = ["session"] as const;

/** What any reply can say about oneself: signed out, or no longer active in an organization. */
function noticeOwnState(error: unknown) {
  if (isProblem(error, "unauthenticated")) queryClient.setQueryData(sessionKey, null);
  if (isProblem(error, "membership-pending", "membership-suspended")) {
    void queryClient.invalidateQueries({ queryKey: sessionKey });
  }
}

/** The one cache of the page. Reads are retried when that can help, writes never by themselves. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeOwnState }),
  mutationCache: new MutationCache({ onError: noticeOwnState }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
    },
    mutations: { retry: false },
  },
});
