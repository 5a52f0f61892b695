/** Composition of imports. */

export { addImportRoutes } from "./import.routes.ts";
export type { ImportDependencies } from "./import-dependencies.effects.ts";
