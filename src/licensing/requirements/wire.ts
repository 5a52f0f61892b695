/** The working door of the requirements, for processes. */
export { addLicenceRulesRoutes } from "./licence-rules.routes.ts";
