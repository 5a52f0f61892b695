/** The working door of calls. */
export { openCallDesk } from "./call-desk.effects.ts";
export { openSoundDesk } from "./sound-desk.effects.ts";
export { stepCall } from "./step-call.ts";
