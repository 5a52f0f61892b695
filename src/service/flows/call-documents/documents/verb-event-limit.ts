import type { Verb } from "../../../telephony/calls/index.ts";

/** Events that a leg leaves at the most from its invitation to its end, and those of a talk with it. */
const LEG_EVENTS = 3;
const TALK_EVENTS = 4;
/** How a task ended, and the keys that led there. */
const TASK_EVENTS = 2;
/** The begin and the end of a stream. */
const STREAM_EVENTS = 2;

/** A message costs the call centre money, and whoever gets it his peace: a call sends a hundred at the most. */
const MESSAGE_EVENTS = 15;

/** Events that a verb gives its call, for each thing it asks for; those of a wait come slowly and are the queue's. */
export function countVerbEvents(verb: Verb): number {
  switch (verb.verb) {
    case "dial":
      return TASK_EVENTS + TALK_EVENTS + LEG_EVENTS * Math.max(verb.parties.length, 1);
    case "confer":
    case "take":
    case "enqueue":
    case "record":
      return TASK_EVENTS + TALK_EVENTS;
    case "connect-stream":
    case "start-stream":
      return TASK_EVENTS + STREAM_EVENTS;
    case "text":
      return MESSAGE_EVENTS;
    case "gather":
    case "refer":
    case "stop-stream":
      return TASK_EVENTS;
    case "sound":
    case "redirect":
    case "reject":
    case "hang-up":
    case "leave":
      return 0;
  }
}
