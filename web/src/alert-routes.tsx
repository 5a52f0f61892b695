/** Routes of the alert screens. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const alerts = createRoute({
  getParentRoute: () => root,
  path: "/layanan/peringatan",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["alerts"], () => import("./areas/alerts/alerts-screen.tsx")),
    "AlertsScreen",
  ),
});

const newAlert = createRoute({
  getParentRoute: () => root,
  path: "/layanan/peringatan/baru",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["alerts"], () => import("./areas/alerts/alert-form-screen.tsx")),
    "NewAlertScreen",
  ),
});

const alertHistory = createRoute({
  getParentRoute: () => root,
  path: "/layanan/peringatan/riwayat",
  beforeLoad: needs("queue.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["page", "size"]),
  component: lazyRouteComponent(
    withWords(["alerts"], () => import("./areas/alerts/alert-history-screen.tsx")),
    "AlertHistoryScreen",
  ),
});

const alert = createRoute({
  getParentRoute: () => root,
  path: "/layanan/peringatan/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["alerts"], () => import("./areas/alerts/alert-form-screen.tsx")),
    "AlertScreen",
  ),
});

/** The alert routes, for the route table. */
export const alertRoutes = [alerts, newAlert, alertHistory, alert] as const;
