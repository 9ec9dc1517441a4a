import { queryOptions } from "@tanstack/react-query";
import { answer, api, writing } from "@/api/client";
import { isProblem } from "@/api/problems";
import { queryClient } from "@/api/query-client";
import type { MySession } from "@/api/types";

/** One's own live sessions, the last seen first. */
export const sessionsQuery = queryOptions({
  queryKey: ["my-sessions"],
  queryFn: async ({ signal }): Promise<MySession[]> => (await answer(api.GET("/v1/me/sessions", { signal }))).items,
});

/** Ends one session from its next request on. One that has ended meanwhile is as good. */
export async function endSession(id: string): Promise<void> {
  try {
    await answer(api.DELETE("/v1/me/sessions/{id}", { params: { path: { id } }, headers: writing() }));
  } catch (error) {
    if (!isProblem(error, "not-found")) throw error;
  }
  keep((session) => session.id !== id);
}

/** Ends all sessions but this one. */
export async function endOtherSessions(): Promise<void> {
  await answer(api.DELETE("/v1/me/sessions", { headers: writing() }));
  keep((session) => session.current);
}

function keep(which: (session: MySession) => boolean) {
  queryClient.setQueryData(sessionsQuery.queryKey, (old) => old?.filter(which));
}
