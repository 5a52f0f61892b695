/** The screens of applications that drive calls and messages. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, withWords } from "./route-parts.ts";

const account = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    // The button that copies brings words of the second factor.
    withWords(["cpaas", "secondFactor"], () => import("./areas/cpaas/account-screen.tsx")),
    "AccountScreen",
  ),
});

/** All of them, for the route table. */
export const cpaasRoutes = [account] as const;
