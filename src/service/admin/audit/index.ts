/** The audit log of one call centre: who did what there, for those who answer for it. */
export { cursorOf, placeOf, readAuditFilter } from "./audit-filter.ts";
