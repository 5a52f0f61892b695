/** Routes of the call screens: live calls, ended calls, and the details of one call. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { FILTER_KEYS } from "./areas/calls/filter-keys.ts";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const calls = createRoute({
  getParentRoute: () => root,
  path: "/layanan/panggilan",
  beforeLoad: needs("call.read"),
  validateSearch: (raw: Raw) => pick(raw, [...FILTER_KEYS, "sort", "page", "size"]),
  component: lazyRouteComponent(
    withWords(["calls"], () => import("./areas/calls/calls-screen.tsx")),
    "CallsScreen",
  ),
});

const call = createRoute({
  getParentRoute: () => root,
  path: "/layanan/panggilan/$id",
  beforeLoad: needs("call.read"),
  component: lazyRouteComponent(
    withWords(["calls"], () => import("./areas/calls/call-screen.tsx")),
    "CallScreen",
  ),
});

const liveCalls = createRoute({
  getParentRoute: () => root,
  path: "/layanan/langsung",
  beforeLoad: needs("call.read"),
  component: lazyRouteComponent(
    withWords(["calls"], () => import("./areas/calls/live-calls-screen.tsx")),
    "LiveCallsScreen",
  ),
});

/** The call routes, in the order of the table. */
export const callRoutes = [liveCalls, calls, call] as const;
