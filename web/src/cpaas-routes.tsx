/** Routes of the CPaaS screens: applications that control calls and messages. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, withWords } from "./route-parts.ts";

const account = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    // The copy button uses messages of the second factor.
    withWords(["cpaas", "secondFactor"], () => import("./areas/cpaas/account-screen.tsx")),
    "AccountScreen",
  ),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/kunci",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    // The copy button uses messages of the second factor.
    withWords(["cpaas", "apiKeys", "secondFactor"], () => import("./areas/cpaas/keys-screen.tsx")),
    "KeysScreen",
  ),
});

const numbers = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/nomor",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["cpaas"], () => import("./areas/cpaas/number-hooks-screen.tsx")),
    "NumberHooksScreen",
  ),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: "/layanan/api/aplikasi",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["cpaas"], () => import("./areas/cpaas/applications-screen.tsx")),
    "ApplicationsScreen",
  ),
});

/** The CPaaS routes, for the route table. */
export const cpaasRoutes = [account, keys, numbers, applications] as const;
