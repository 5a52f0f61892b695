/** The working door of imports, for processes. */

export { addImportRoutes } from "./import.routes.ts";
export type { ImportDependencies } from "./import-dependencies.effects.ts";
