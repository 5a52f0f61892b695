/** Routes of the developer console: API requests, webhook requests, the call timeline, and the API reference. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { CONSOLE_KEYS } from "./areas/console/console-keys.ts";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const requests = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/permintaan",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, CONSOLE_KEYS),
  component: lazyRouteComponent(
    withWords(["console", "cpaas"], () => import("./areas/console/requests-screen.tsx")),
    "RequestsScreen",
  ),
});

const request = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/permintaan/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["console"], () => import("./areas/console/request-screen.tsx")),
    "RequestScreen",
  ),
});

const exchanges = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/hook",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, CONSOLE_KEYS),
  component: lazyRouteComponent(
    withWords(["console", "cpaas"], () => import("./areas/console/exchanges-screen.tsx")),
    "ExchangesScreen",
  ),
});

const exchange = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/hook/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["console"], () => import("./areas/console/exchange-screen.tsx")),
    "ExchangeScreen",
  ),
});

const callTimeline = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/panggilan/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    // The copy button uses messages of the second factor.
    withWords(["console", "calls", "secondFactor"], () => import("./areas/console/call-timeline-screen.tsx")),
    "CallTimelineScreen",
  ),
});

const trying = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/coba",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["console", "cpaas", "secondFactor"], () => import("./areas/console/try-screen.tsx")),
    "TryScreen",
  ),
});

const quickStarts = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/mulai",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["in"]),
  component: lazyRouteComponent(
    withWords(["console", "cpaas", "secondFactor"], () => import("./areas/console/quick-starts-screen.tsx")),
    "QuickStartsScreen",
  ),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/perubahan",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["console", "cpaas"], () => import("./areas/console/changes-screen.tsx")),
    "ChangesScreen",
  ),
});

const errors = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/galat",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["search", "place"]),
  component: lazyRouteComponent(
    withWords(["console", "cpaas"], () => import("./areas/console/errors-screen.tsx")),
    "ErrorsScreen",
  ),
});

const limits = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/batas",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["console", "cpaas"], () => import("./areas/console/limits-screen.tsx")),
    "LimitsScreen",
  ),
});

const reference = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/referensi",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["search"]),
  component: lazyRouteComponent(
    withWords(["console", "cpaas", "secondFactor"], () => import("./areas/console/reference-screen.tsx")),
    "ReferenceScreen",
  ),
});

const operation = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/referensi/$operation",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["console", "cpaas", "secondFactor"], () => import("./areas/console/operation-screen.tsx")),
    "OperationScreen",
  ),
});

/** The console routes, for the route table. */
export const consoleRoutes = [
  requests,
  request,
  exchanges,
  exchange,
  callTimeline,
  trying,
  quickStarts,
  changes,
  errors,
  limits,
  reference,
  operation,
] as const;
