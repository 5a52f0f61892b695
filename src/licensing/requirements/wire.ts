/** The working door of the requirements, for processes. */
export { addDeviceSpreadsheetRoutes } from "./device-spreadsheet.routes.ts";
export { addLicenceRulesRoutes } from "./licence-rules.routes.ts";
