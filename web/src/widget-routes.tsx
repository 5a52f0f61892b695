/** Routes of website widgets: the list and one widget. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, withWords } from "./route-parts.ts";

const widgets = createRoute({
  getParentRoute: () => root,
  path: "/layanan/widget",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["widgets"], () => import("./areas/widgets/widgets-screen.tsx")),
    "WidgetsScreen",
  ),
});

const widget = createRoute({
  getParentRoute: () => root,
  path: "/layanan/widget/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["widgets"], () => import("./areas/widgets/widget-screen.tsx")),
    "WidgetScreen",
  ),
});

/** The widget routes, for the route table. */
export const widgetRoutes = [widgets, widget] as const;
