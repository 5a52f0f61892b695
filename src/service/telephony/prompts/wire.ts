/** Composition of prompts: routes, directory and synthesis. */

export { convertRecording, speakWords } from "./keep-prompt.effects.ts";
export { addPromptRoutes } from "./prompt.routes.ts";
export { openPromptDirectory, type PromptDirectory } from "./prompt-directory.effects.ts";
export { readShippedDigests } from "./shipped-digests.effects.ts";
export { openSpokenAnswers, type SoundRefusal, type SpokenAnswers } from "./spoken-answers.effects.ts";
