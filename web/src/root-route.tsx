/** The root route. */
import { createRootRoute } from "@tanstack/react-router";
import { AppShell } from "./shell/app-shell.tsx";
import { NotFoundScreen } from "./shell/endings.tsx";

/** The root route with the application's shell. */
export const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundScreen });
