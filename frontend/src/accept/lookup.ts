import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { answer, api, writing } from "@/api/client";
import { Intention } from "@/api/intention";
import { isProblem } from "@/api/problems";
import { queryClient, sessionKey } from "@/api/query-client";
import { say } from "@/design/toasts";
import { forgetToken } from "./take-token";

/** What the token opens, as far as whoever is signed in may see it. Looking changes nothing. */
export function useLookup(token: string | null) {
  return useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      answer(api.POST("/v1/invitations/lookup", { body: { token: token ?? "" }, headers: writing(), signal })),
    enabled: token !== null,
    refetchOnWindowFocus: "always",
  });
}

/** Accepting and declining by token. */
export function useAnswer(token: string | null) {
  const navigate = useNavigate();
  const intention = useRef(new Intention()).current;
  const body = { token: token ?? "" };
  const accept = useMutation({
    mutationFn: () =>
      answer(api.POST("/v1/invitations/accept", { body, headers: writing({ key: intention.keyFor("accept") }) })),
    onSuccess: async ({ state, organization }) => {
      forgetToken("/accept");
      await queryClient.refetchQueries({ queryKey: sessionKey });
      if (state !== "accepted") return;
      say(t`Welcome to ${organization.name}.`);
      void navigate({ to: "/orgs/$org/users", params: { org: organization.id }, replace: true });
    },
    onError: (error) => {
      // Somebody else is signed in by now, or the invitation was answered elsewhere: look again.
      if (isProblem(error, "address-mismatch", "unauthenticated", "invitation-gone")) {
        void queryClient.invalidateQueries({ queryKey: ["invitation", token] });
      }
    },
  });
  const decline = useMutation({
    mutationFn: () =>
      answer(api.POST("/v1/invitations/decline", { body, headers: writing({ key: intention.keyFor("decline") }) })),
    onSuccess: () => forgetToken("/accept"),
  });
  return { accept, decline };
}
