/** The working door of the overview. */
export { addAnsweringRoutes } from "./answering.routes.ts";
export { addServiceHomeRoutes } from "./home.routes.ts";
