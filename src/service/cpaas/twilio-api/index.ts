/**
 * The field's REST shapes below `/2010-04-01`, so that programs which were written for them run here by changing their base address:
 * accounts and their tokens, calls, messages, numbers and what else programs name by SIDs. What is shown are the facts of other rooms;
 * kept here is only what an application asked for.
 */

export { USAGE_CATEGORIES, type UsageRecord } from "./accounts/usage-period.ts";
export { CALL_SECONDS, type CallAsking, DOCUMENT_MAX, type OrderForm, SEND_DIGITS } from "./calls/call-form.ts";
export type { CallListFilter, CallStatus, KeptCall } from "./calls/field-call.ts";
export { saidOf, unfitAddress } from "./calls/hook-form.ts";
export type { ProgramActs, ProgramAsking } from "./calls/program-acts.ts";
export {
  CONFERENCE_STATUSES,
  type ConferenceFilter,
  conferenceStatus,
  type KeptConference,
  type KeptParticipant,
  participantStatus,
} from "./conferences/field-conference.ts";
export type { ChangeSeatForm, SeatForm } from "./conferences/participant-form.ts";
export type { HookRefusal, KeptApplication, KeptNumber } from "./hooks/kept-hook.ts";
export { MESSAGE_ERRORS } from "./messages/field-message.ts";
export type { KeptMember, KeptOrNot, KeptQueue, ProgramQueueRefusal } from "./queues/kept-queue.ts";
export type { KeptRecording } from "./recordings/kept-recording.ts";
export type { HeardRequest } from "./rest/heard-request.ts";
export {
  enterBy,
  openRestDoor,
  REST_LIMITS,
  type RestDoor,
  type RestDoorPair,
  SOUND_LIMITS,
} from "./rest/rest-door.ts";
export { REST_CODES, REST_STATUS, type RestCode, type RestRefusal } from "./rest/rest-refusal.ts";
