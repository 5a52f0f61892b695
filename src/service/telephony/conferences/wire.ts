/** Composition of conferences: the engine. */
export { type ConferenceEngine, openConferenceEngine } from "./conference-engine.effects.ts";
