/** The working door of tenants. */
export { hasRoomForSound } from "./storage.store.ts";
export { addTenantRoutes } from "./tenant.routes.ts";
export { defaultTenant, tenantIds } from "./tenant.store.ts";
export { tieFirstTenant } from "./tenant-company.store.ts";
