/** Routes of the flow screens: the list, the editor, prompt recordings and opening hours. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const flows = createRoute({
  getParentRoute: () => root,
  path: "/layanan/alur",
  beforeLoad: needs("flow.manage"),
  component: lazyRouteComponent(
    withWords(["flows"], () => import("./areas/flows/flows-screen.tsx")),
    "FlowsScreen",
  ),
});

const flow = createRoute({
  getParentRoute: () => root,
  path: "/layanan/alur/$id",
  beforeLoad: needs("flow.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["bagian"]),
  component: lazyRouteComponent(
    withWords(["flows"], () => import("./areas/flows/flow-screen.tsx")),
    "FlowScreen",
  ),
});

const prompts = createRoute({
  getParentRoute: () => root,
  path: "/layanan/rekaman-suara",
  beforeLoad: needs("flow.manage"),
  component: lazyRouteComponent(
    withWords(["flows"], () => import("./areas/flows/prompts-screen.tsx")),
    "PromptsScreen",
  ),
});

const hours = createRoute({
  getParentRoute: () => root,
  path: "/layanan/jam",
  beforeLoad: needs("flow.manage"),
  component: lazyRouteComponent(
    withWords(["flows"], () => import("./areas/flows/named-hours-screen.tsx")),
    "NamedHoursScreen",
  ),
});

const hoursOf = createRoute({
  getParentRoute: () => root,
  path: "/layanan/jam/$id",
  beforeLoad: needs("flow.manage"),
  component: lazyRouteComponent(
    withWords(["flows"], () => import("./areas/flows/named-hours-editor.tsx")),
    "NamedHoursEditor",
  ),
});

/** The flow routes, for the route table. */
export const flowRoutes = [flows, flow, prompts, hours, hoursOf] as const;
