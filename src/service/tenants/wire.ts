/** The working door of tenants. */
export { defaultTenant, tenantIds } from "./tenant.store.ts";
