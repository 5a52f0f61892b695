/** Tenants of an installation at the most. */
export const TENANTS_MAX = 1_000;
