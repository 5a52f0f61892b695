/** Routes of webhooks: the list, one webhook, and one of its events. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const webhooks = createRoute({
  getParentRoute: () => root,
  path: "/layanan/webhook",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["webhooks", "secondFactor"], () => import("./areas/webhooks/webhooks-screen.tsx")),
    "WebhooksScreen",
  ),
});

const webhook = createRoute({
  getParentRoute: () => root,
  path: "/layanan/webhook/$id",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["list", "page", "size"]),
  component: lazyRouteComponent(
    withWords(["webhooks", "secondFactor"], () => import("./areas/webhooks/webhook-screen.tsx")),
    "WebhookScreen",
  ),
});

const webhookEvent = createRoute({
  getParentRoute: () => root,
  path: "/layanan/webhook/$id/kejadian/$eventId",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["webhooks"], () => import("./areas/webhooks/webhook-event-screen.tsx")),
    "WebhookEventScreen",
  ),
});

/** The webhook routes, for the route table. */
export const webhookRoutes = [webhooks, webhook, webhookEvent] as const;
