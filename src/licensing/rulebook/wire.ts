/** The working door of the rulebook, for processes. */
export { addRulesRoutes } from "./rules.routes.ts";
