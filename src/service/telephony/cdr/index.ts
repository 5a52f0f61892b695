/** Call events and call detail records: all events of a call on disk, and the record that they fold into. */
export {
  CALL_EVENTS_MAX,
  CALLBACK_FROM,
  type CallDirection,
  type CallEvent,
  type CallEventBody,
  type CallOutcome,
  CLIENT_FROM,
  type EndedBy,
  type Permit,
  permittedEvent,
  type StatusCallbacks,
  type StatusCallbackTarget,
  type TalkState,
  WEBSITE_FROM,
} from "./call-event.ts";
export { CALL_DIRECTIONS, CALL_ENDERS, CALL_OUTCOMES } from "./call-words.shared.ts";
export { type Cdr, foldCdr } from "./cdr.ts";
export type { EventDraft, EventWriteOptions, EventWriter, WriteRefusal } from "./event-draft.ts";
export { messageName, TRACE_ROWS_MAX, type TracedMessage, traceAddress, traceText } from "./sip-trace.ts";
