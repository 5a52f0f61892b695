/** Composition of templates. */
export { type ReadingTools, readFileFacts } from "./read-file.effects.ts";
export { addTemplateRoutes, type TemplateDependencies } from "./template.routes.ts";
