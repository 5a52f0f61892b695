/** Commands and routes of a tenant's users: schemas, permission, transaction, audit and refusals in one place. */
export { tenantRoutes } from "./routes.ts";
export { type TenantCommand, tenantCommand } from "./tenant-command.ts";
