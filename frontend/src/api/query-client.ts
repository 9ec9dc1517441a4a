import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem, mayPass } from "./problems";

/** Where the signed-in user is kept; what a reply says about oneself has it asked again. */
export const sessionKey = ["session"] as const;

/**
 * What any reply can say about oneself: signed out, in the middle of signing in, or held back in an organization. The
 * session is asked again and not taken for gone: a reply may be one to the cookie before a second step.
 */
function noticeOwnState(error: unknown) {
  if (isProblem(error, ...ABOUT_ONESELF)) void queryClient.invalidateQueries({ queryKey: sessionKey });
}

const ABOUT_ONESELF = [
  "unauthenticated",
  "two-factor-required",
  "two-factor-enrolment-required",
  "membership-pending",
  "membership-suspended",
];

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
