/** Starts the application: language first, then the screens. */
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

/** What the server asks for before anything else, and the screen that gives it. A wrong code stays where it was typed. */
function signInAddressFor(error: unknown): string | undefined {
  const { code, status } = problemOf(error);
  const back = router.state.location.href;
  if (code === "second-factor-needed") return wayOn("to-give", back);
  if (code === "second-factor-to-enrol") return wayOn("to-enrol", back);
  if (status !== 401 || code === "second-factor-wrong") return undefined;
  return withBack("/masuk", back);
}

/** A session that ended elsewhere, or of which a second factor is asked: to its door and back. */
function redirectToSignIn(error: unknown): void {
  const { pathname } = router.state.location;
  const door = signInAddressFor(error);
  if (door === undefined || pathname === "/masuk" || door.split("?")[0] === pathname) return;
  void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: door });
}

/** Loads the script of the screen beside the session and the texts, instead of after them: on slow links a round trip less. */
function loadScreenEarly(): void {
  const routes: Readonly<Record<string, AnyRoute>> = router.routesById;
  const matches: readonly { readonly routeId: string }[] = router.matchRoutes(router.latestLocation);
  for (const { routeId } of matches) {
    // The promise never fails: a script that does not come is reported by the screen itself.
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
