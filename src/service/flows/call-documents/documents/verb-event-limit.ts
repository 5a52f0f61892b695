import type { Verb } from "../../../telephony/calls/index.ts";

/** Maximum number of events of a leg from invitation to end, and of a conversation with it. */
const LEG_EVENTS = 3;
const TALK_EVENTS = 4;
/** Events of a task: its end and the keys entered. */
const TASK_EVENTS = 2;
/** Start and end of a stream. */
const STREAM_EVENTS = 2;

/** A message costs money and disturbs its recipient; this cost limits a call to a hundred messages. */
const MESSAGE_EVENTS = 15;

/** Number of events that a verb causes in its call; events of a queue wait are rare and belong to the queue. */
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
