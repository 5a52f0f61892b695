/** The working door of the requirements, for processes. */
export { addDeviceSheetRoutes } from "./device-sheet.routes.ts";
export { addLicenceRulesRoutes } from "./licence-rules.routes.ts";
