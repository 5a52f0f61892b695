/** Routes of tickets: the list, one ticket, categories with their response targets, and the status page for customers without the shell. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { LIST_KEYS } from "./areas/tickets/ticket-keys.ts";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const tickets = createRoute({
  getParentRoute: () => root,
  path: "/layanan/tiket",
  beforeLoad: needs("ticket.work"),
  validateSearch: (raw: Raw) => pick(raw, LIST_KEYS),
  component: lazyRouteComponent(
    withWords(["tickets"], () => import("./areas/tickets/tickets-screen.tsx")),
    "TicketsScreen",
  ),
});

const ticket = createRoute({
  getParentRoute: () => root,
  path: "/layanan/tiket/$id",
  beforeLoad: needs("ticket.work"),
  component: lazyRouteComponent(
    withWords(["tickets"], () => import("./areas/tickets/ticket-screen.tsx")),
    "TicketScreen",
  ),
});

const categories = createRoute({
  getParentRoute: () => root,
  path: "/layanan/kategori-tiket",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["tickets"], () => import("./areas/tickets/categories-screen.tsx")),
    "CategoriesScreen",
  ),
});

const status = createRoute({
  getParentRoute: () => root,
  path: "/tiket/$page",
  component: lazyRouteComponent(
    withWords(["publicTicket"], () => import("./areas/tickets/public-ticket-screen.tsx")),
    "PublicTicketScreen",
  ),
});

/** The ticket routes, for the route table. */
export const ticketRoutes = [tickets, ticket, categories, status] as const;
