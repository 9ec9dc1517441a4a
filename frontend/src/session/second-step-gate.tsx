import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { withLaterMessages } from "@/messages/later";
import { useSession } from "./session";

const SecondStepView = lazy(async () => {
  const loaded = await withLaterMessages(import("@/security/second-step-view"));
  return { default: loaded.SecondStepView };
});

/** Around every page: who has taken only the first step of signing in sees the second one, and afterwards the page. */
export function SecondStepGate() {
  const { data } = useSession();
  // Stopping invitations needs nobody to be signed in.
  const forAnybody = useLocation({ select: ({ pathname }) => pathname === "/block" });
  if (data?.two_factor.step !== "pending" || forAnybody) return <Outlet />;
  return (
    <Suspense>
      <SecondStepView session={data} />
    </Suspense>
  );
}
