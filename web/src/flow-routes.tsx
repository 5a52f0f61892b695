/** The screens about flows: their list, one as it is edited, and the recordings they play. */
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

/** All of them, for the route table. */
export const flowRoutes = [flows, flow, prompts] as const;
