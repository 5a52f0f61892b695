/** Routes of wallboards: the editors, and the full-screen boards without the shell. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, withWords } from "./route-parts.ts";

const wallboards = createRoute({
  getParentRoute: () => root,
  path: "/layanan/papan-dinding",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["wallboards"], () => import("./areas/wallboards/wallboards-screen.tsx")),
    "WallboardsScreen",
  ),
});

const wallboard = createRoute({
  getParentRoute: () => root,
  path: "/layanan/papan-dinding/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["wallboards", "secondFactor"], () => import("./areas/wallboards/wallboard-screen.tsx")),
    "WallboardScreen",
  ),
});

const preview = createRoute({
  getParentRoute: () => root,
  path: "/layanan/papan-dinding/$id/layar",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["wallboards"], () => import("./areas/wallboards/wall-preview-screen.tsx")),
    "WallPreviewScreen",
  ),
});

const wall = createRoute({
  getParentRoute: () => root,
  path: "/layar",
  component: lazyRouteComponent(
    withWords(["wallboards"], () => import("./areas/wallboards/wall-screen.tsx")),
    "WallScreen",
  ),
});

/** The wallboard routes, for the route table. */
export const wallboardRoutes = [wallboards, wallboard, preview, wall] as const;
