/** Tenants: whose the numbers, phones, calls and recordings of an installation are. */

export { type ActedFact, type Actor, actedEntry, keyDetail, LINES_CHANGED } from "./acted-entry.ts";
export { actedRole } from "./acted-role.ts";
export { type FormFault, type RequestContext, requestContextOf } from "./asking.ts";
export { crossTenantContext } from "./asking-about.ts";
export { tenantOfCaller } from "./caller-tenant.ts";
export { TENANTS_MAX } from "./limits.ts";
