/** Composition of tenants: routes, jobs and stores. */
export { closedTenantIds } from "./closing.store.ts";
export { followRemoval } from "./removal.jobs.ts";
export { hasRoomForSound } from "./storage.store.ts";
export { addTenantRoutes, type TenantOptions } from "./tenant.routes.ts";
export { defaultTenant, tenantIds } from "./tenant.store.ts";
export { tieFirstTenant } from "./tenant-company.store.ts";
