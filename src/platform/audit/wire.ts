/** Composition of the audit log: registers its routes and opens its sealer. */
export { addAuditRoutes } from "./audit.routes.ts";
