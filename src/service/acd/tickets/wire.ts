/** Composition of tickets. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addDesktopTicketRoutes, type DesktopTicketDependencies } from "./desktop-ticket.routes.ts";
import { addPublicTicketRoutes, type TicketPageDependencies } from "./public-ticket.routes.ts";
import { addTicketRoutes } from "./ticket.routes.ts";
import { addTicketActRoutes } from "./ticket-act.routes.ts";
import { addTicketCategoryRoutes } from "./ticket-category.routes.ts";
import { addTicketExport, type TicketPress } from "./ticket-export.routes.ts";
import { addTicketSettingRoutes } from "./ticket-setting.routes.ts";

export { followTickets, sweepTickets } from "./escalate.jobs.ts";
export { forgetTickets } from "./forget-tickets.store.ts";
export { eraseTickets, ticketsOfNumber } from "./personal.store.ts";

/** Registers the routes of tickets: for their workers, supervisors, agents' desktops and customers. */
export function addTicketRooms(
  app: Http,
  kit: Kit,
  doors: DesktopTicketDependencies & TicketPageDependencies & { readonly press: TicketPress },
): void {
  addTicketExport(app, kit, doors.press);
  addTicketRoutes(app, kit);
  addTicketActRoutes(app, kit);
  addTicketCategoryRoutes(app, kit);
  addTicketSettingRoutes(app, kit);
  addDesktopTicketRoutes(app, kit, doors);
  addPublicTicketRoutes(app, kit, doors);
}
