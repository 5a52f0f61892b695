/** The working door of prompts. */

export { addPromptRoutes } from "./prompt.routes.ts";
export { openPromptBook, type PromptBook } from "./prompt-book.effects.ts";
export { openSpokenAnswers, type SpokenAnswers } from "./spoken-answers.effects.ts";
