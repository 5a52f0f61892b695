/** The working door of prompts. */
export { addPromptRoutes } from "./prompt.routes.ts";
