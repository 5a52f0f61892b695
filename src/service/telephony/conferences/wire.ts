/** The working door of conferences. */
export { type ConferenceEngine, openConferenceEngine } from "./conference-desk.effects.ts";
