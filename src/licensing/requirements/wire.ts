/** Composition of the requirements. */
export { addDeviceSpreadsheetRoutes } from "./device-spreadsheet.routes.ts";
export { addLicenceRulesRoutes } from "./licence-rules.routes.ts";
