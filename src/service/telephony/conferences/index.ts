/**
 * Conferences: named talks of several calls of one call centre. A pure step decides which participants wait or talk, and the audio routing; the
 * engine of the switch executes and stores the result.
 */

export { CONFERENCE_EVENTS_MAX, MEMBERS_MAX } from "./conference.ts";
export type { ConferenceAct } from "./conference-act.ts";
export { readConferenceAct } from "./conference-act.ts";
