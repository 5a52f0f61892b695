/**
 * The people of one call centre as a spreadsheet: administrators, supervisors and agents with their addresses, phones, queues and skills, read from CSV or
 * XLSX, previewed line by line, and imported in one transaction or not at all; and the export, which can be imported again without a change. The modules
 * that own the data write it.
 */
export type { PeopleWriters } from "./keep-people.effects.ts";
export { addPeopleImportRoutes } from "./people-import.routes.ts";
