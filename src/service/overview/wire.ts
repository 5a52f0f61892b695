/** The working door of the overview. */
export { addServiceHomeRoutes } from "./home.routes.ts";
