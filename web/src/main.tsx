/** Starts the web application: loads the language first, then the screens. */
import "./look/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRoute, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { wayOn, withBack } from "./areas/people/way-on.ts";
import { problemOf } from "./data/problem.ts";
import { queryClient, sessionQuery } from "./data/queries.ts";
import { router } from "./routes.tsx";
import { beginSpeech, SpeechProvider } from "./shell/speech.tsx";

const speechLoading = beginSpeech();
void queryClient.prefetchQuery(sessionQuery);
loadScreenEarly();

/** The address of the screen that the error requires: second factor, its enrolment or sign-in. A wrong second-factor code stays on its screen. */
function signInAddressFor(error: unknown): string | undefined {
  const { code, status } = problemOf(error);
  const back = router.state.location.href;
  if (code === "second-factor-needed") return wayOn("to-give", back);
  if (code === "second-factor-to-enrol") return wayOn("to-enrol", back);
  if (status !== 401 || code === "second-factor-wrong") return undefined;
  return withBack("/masuk", back);
}

/** Redirects an expired session, or one that needs a second factor, to the screen for it; that screen returns to the current address. */
function redirectToSignIn(error: unknown): void {
  const { pathname } = router.state.location;
  const door = signInAddressFor(error);
  if (door === undefined || pathname === "/masuk" || door.split("?")[0] === pathname) return;
  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: door });
}

/** Loads the screen's script in parallel with the session and the messages, which saves a round trip on slow links. */
function loadScreenEarly(): void {
  const routes: Readonly<Record<string, AnyRoute>> = router.routesById;
  const matches: readonly { readonly routeId: string }[] = router.matchRoutes(router.latestLocation);
  for (const { routeId } of matches) {
    // The promise never rejects: the screen itself reports a script that fails to load.
    void routes[routeId]?.options.component?.preload?.();
  }
}

queryClient.getQueryCache().config.onError = redirectToSignIn;
queryClient.getMutationCache().config.onError = redirectToSignIn;

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
