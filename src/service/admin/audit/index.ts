/** The audit log of one call centre: the operations and their actors, for its administrators. */
export { cursorOf, placeOf, readAuditFilter } from "./audit-filter.ts";
