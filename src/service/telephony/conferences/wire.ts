/** The working door of conferences. */
export { openConferenceDesk, type RunningConferenceDesk } from "./conference-desk.effects.ts";
