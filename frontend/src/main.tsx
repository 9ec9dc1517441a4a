import "./accept/take-token";
import "./design/tokens.css";
import "./design/base.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client";
import { loadConfig } from "./app/config";
import { router } from "./app/router";
import { preloadMenus } from "./design/menu";
import { Toasts } from "./design/toasts";
import { activateMessages } from "./messages/i18n";
import { Proof } from "./session/proof";
import { sessionQuery } from "./session/session";

void queryClient.prefetchQuery(sessionQuery);
const i18n = activateMessages();
await loadConfig();

const page = document.getElementById("page");
if (!page) throw new Error("index.html has no #page");
createRoot(page).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Proof />
          <Toasts />
        </QueryClientProvider>
      </I18nProvider>
    </CSPProvider>
  </StrictMode>,
);

// Safari has no requestIdleCallback.
const whenIdle = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1000));
whenIdle(() => void preloadMenus());
