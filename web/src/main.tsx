/** Starts the application: language first, then the screens. */
import "./look/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { problemOf } from "./data/problem.ts";
import { queryClient, sessionQuery } from "./data/queries.ts";
import { router } from "./routes.tsx";
import { beginSpeech, SpeechProvider } from "./shell/speech.tsx";

const speechLoading = beginSpeech();
void queryClient.prefetchQuery(sessionQuery);

/** A session that ended elsewhere: to the log-in and back. */
function returnThroughLogIn(error: unknown): void {
  if (problemOf(error).status !== 401 || router.state.location.pathname === "/masuk") return;
  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: "/masuk", search: { back: router.state.location.href } });
}

queryClient.getQueryCache().config.onError = returnThroughLogIn;
queryClient.getMutationCache().config.onError = returnThroughLogIn;

const root = document.getElementById("root");
if (root !== null) {
  void speechLoading.then(() => {
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <SpeechProvider>
            <RouterProvider router={router} />
          </SpeechProvider>
        </QueryClientProvider>
      </StrictMode>,
    );
  });
}
