/** The working door of the audit log, for processes. */
export { addAuditRoutes } from "./audit.routes.ts";
