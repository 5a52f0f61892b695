/** The route that all others stand below. */
import { createRootRoute } from "@tanstack/react-router";
import { AppShell } from "./shell/app-shell.tsx";
import { NotFoundScreen } from "./shell/endings.tsx";

/** The frame around every screen. */
export const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundScreen });
