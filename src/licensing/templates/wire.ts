/** The working door of templates: for processes only. */
export { type ReadingTools, readFileFacts } from "./read-file.effects.ts";
export { addTemplateRoutes, type PaperDoors } from "./template.routes.ts";
