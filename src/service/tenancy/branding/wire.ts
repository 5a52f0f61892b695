/** Composition of branding: routes and stores. */
export { addBrandingRoutes } from "./branding.routes.ts";
export { findBranding, findLogo, nameOfOnlyCentre } from "./branding.store.ts";
