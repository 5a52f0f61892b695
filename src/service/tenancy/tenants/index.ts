/** Tenants: the owners of the numbers, phones, calls and recordings of an installation. */

export { type ActedFact, actedEntry, LINES_CHANGED } from "./acted-entry.ts";
export { actedRole } from "./acted-role.ts";
export { tenantOfCaller } from "./caller-tenant.ts";
export { crossTenantContext } from "./cross-tenant-context.ts";
export { TENANTS_MAX } from "./limits.ts";
export { type FormFault, type RequestContext, requestContextOf } from "./request-context.ts";
