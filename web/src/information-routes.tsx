/** Routes of the knowledge base: articles for answers to customers, the article editor, and location and price lists. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const information = createRoute({
  getParentRoute: () => root,
  path: "/layanan/informasi",
  beforeLoad: needs("service.read"),
  validateSearch: (raw: Raw) => pick(raw, ["search", "state", "page"]),
  component: lazyRouteComponent(
    withWords(["information"], () => import("./areas/information/information-screen.tsx")),
    "InformationScreen",
  ),
});

const article = createRoute({
  getParentRoute: () => root,
  path: "/layanan/informasi/$id",
  beforeLoad: needs("service.read"),
  component: lazyRouteComponent(
    withWords(["information"], () => import("./areas/information/article-screen.tsx")),
    "ArticleScreen",
  ),
});

const list = createRoute({
  getParentRoute: () => root,
  path: "/layanan/daftar-informasi/$id",
  beforeLoad: needs("service.read"),
  validateSearch: (raw: Raw) => pick(raw, ["search", "page", "version"]),
  component: lazyRouteComponent(
    withWords(["information"], () => import("./areas/information/list-screen.tsx")),
    "ListScreen",
  ),
});

/** The knowledge base routes, for the route table. */
export const informationRoutes = [information, article, list] as const;
