/** Commands and routes of a tenant's users: schemas, permission, transaction, audit and refusals in one place. */
export { type OpenRoutes, tenantRoutes } from "./routes.ts";
export { type TenantCommand, tenantCommand } from "./tenant-command.ts";
