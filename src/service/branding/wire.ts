/** The working door of a call centre's look. */
export { addBrandingRoutes } from "./branding.routes.ts";
