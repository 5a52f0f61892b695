/** The composition of the dial plan: its routes and the routing directory. */

export { addNumberRoutes } from "./number.routes.ts";
export { openRoutingDirectory, type RoutingDirectoryOptions } from "./routing-directory.effects.ts";
export { addTestWindowRoutes } from "./test-window.routes.ts";
