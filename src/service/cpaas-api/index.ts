/**
 * The field's REST shapes below `/2010-04-01`, so that programs which were written for them run here by changing their base address:
 * accounts and their tokens, calls, messages, numbers and what else programs name by SIDs. What is shown are the facts of other rooms;
 * kept here is only what an application asked for.
 */

export { CALL_SECONDS, type CallAsking, DOCUMENT_MAX, type OrderForm, SEND_DIGITS } from "./call-form.ts";
export type { CallListFilter, CallStatus, KeptCall } from "./field-call.ts";
export {
  CONFERENCE_STATUSES,
  type ConferenceFilter,
  conferenceStatus,
  type KeptConference,
  type KeptParticipant,
  participantStatus,
} from "./field-conference.ts";
export { MESSAGE_ERRORS } from "./field-message.ts";
export type { HeardRequest } from "./heard-request.ts";
export { saidOf, unfitAddress } from "./hook-form.ts";
export type { HookRefusal, KeptApplication, KeptNumber } from "./kept-hook.ts";
export type { KeptMember, KeptOrNot, KeptQueue, ProgramQueueRefusal } from "./kept-queue.ts";
export type { KeptRecording } from "./kept-recording.ts";
export type { ChangeSeatForm, SeatForm } from "./participant-form.ts";
export type { ProgramActs, ProgramAsking } from "./program-acts.ts";
export { enterBy, openRestDoor, REST_LIMITS, type RestDoor, type RestDoorPair, SOUND_LIMITS } from "./rest-door.ts";
export { REST_CODES, REST_STATUS, type RestCode, type RestRefusal } from "./rest-refusal.ts";
export { USAGE_CATEGORIES, type UsageRecord } from "./usage-period.ts";
