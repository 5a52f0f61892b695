/**
 * The people of one call centre as a sheet: administrators, supervisors and agents with their addresses, phones, queues and skills, read from
 * CSV or XLSX, told line by line what would happen, and written all at once or not at all; and the same sheet written, so that reading it
 * again changes nothing. What is written is written by the rooms that own it.
 */
export type { PeopleWriters } from "./keep-people.effects.ts";
export { addPeopleImportRoutes } from "./people-import.routes.ts";
