/** The screens of short messages. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const messages = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["to", "state", "after"]),
  component: lazyRouteComponent(
    withWords(["shortMessages"], () => import("./areas/short-messages/short-messages-screen.tsx")),
    "ShortMessagesScreen",
  ),
});

const message = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["shortMessages"], () => import("./areas/short-messages/short-message-screen.tsx")),
    "ShortMessageScreen",
  ),
});

/** All of them, for the route table. */
export const shortMessageRoutes = [messages, message] as const;
