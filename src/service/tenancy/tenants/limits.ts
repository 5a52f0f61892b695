/** The maximum of tenants of an installation. */
export const TENANTS_MAX = 1_000;
