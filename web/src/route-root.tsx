/** The root of all screens: what stands around them, and what is said where there is none. */
import { createRootRoute } from "@tanstack/react-router";
import { AppShell } from "./shell/app-shell.tsx";
import { NotFoundScreen } from "./shell/endings.tsx";

/** The root route. */
export const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundScreen });
