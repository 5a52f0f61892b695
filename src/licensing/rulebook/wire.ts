/** The composition of the rulebook: registers its routes. */
export { addRulesRoutes } from "./rules.routes.ts";
