/** The working door of sheets of people. */
export type { PeopleWriters } from "./keep-people.effects.ts";
export { addPeopleSheetRoutes } from "./people-sheet.routes.ts";
