/** The composition of the dial plan: its routes and the routing directory. */
export { openRoutingDirectory, type RoutingDirectoryOptions } from "./line-book.effects.ts";
export { addNumberRoutes } from "./number.routes.ts";
export { addTestWindowRoutes } from "./test-window.routes.ts";
