/** Composition of the overview: routes. */
export { addAnsweringRoutes } from "./answering.routes.ts";
export { addServiceHomeRoutes } from "./home.routes.ts";
