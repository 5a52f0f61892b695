/** Tenants: whose the numbers, phones, calls and recordings of an installation are. */
export { TENANTS_MAX } from "./limits.ts";
