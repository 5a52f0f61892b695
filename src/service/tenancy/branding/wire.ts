/** The working door of a call centre's look. */
export { addBrandingRoutes } from "./branding.routes.ts";
export { findBranding, findLogo, nameOfOnlyCentre } from "./branding.store.ts";
