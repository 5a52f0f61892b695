/**
 * Conferences: talks of several calls of one call centre under a name. A pure step says who waits, who talks, and who hears whom; the
 * desk of the switch carries it out and writes what came of it.
 */

export { CONFERENCE_EVENTS_MAX, MEMBERS_MAX } from "./conference.ts";
export type { ConferenceAct } from "./conference-act.ts";
export { readConferenceAct } from "./conference-act.ts";
