/** The working door of conferences. */
export { type ConferenceEngine, openConferenceEngine } from "./conference-engine.effects.ts";
