import { infiniteQueryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { ReceivedMessage } from "@/api/types";

const PAGE_SIZE = 50;

export type MessagesPage = { items: ReceivedMessage[]; next_cursor: string | null };

/** The signed messages of the last 72 hours, the newest first, page after page. */
export function messagesQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: ["organization", org, "received-messages"] as const,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<MessagesPage> => {
      const query = { cursor: pageParam, limit: PAGE_SIZE };
      return answer(api.GET("/v1/organizations/{org}/received-messages", { params: { path: { org }, query }, signal }));
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // Whoever looks here has just sent something.
    staleTime: 0,
  });
}
