/** The working door of templates: for processes only. */
export { type ReadingTools, readFileFacts } from "./read-file.effects.ts";
export { addTemplateRoutes, type TemplateDependencies } from "./template.routes.ts";
