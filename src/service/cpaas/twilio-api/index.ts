/**
 * Twilio-compatible REST API below `/2010-04-01`, so that applications written for Twilio run here with another base
 * URL: accounts and tokens, calls, messages, numbers and other resources with SIDs. Most data comes from other modules;
 * the module stores only what applications set up themselves.
 */

export { USAGE_CATEGORIES, type UsageRecord } from "./accounts/usage-period.ts";
export type { ApiClientContext, ApiOperations } from "./calls/api-operations.ts";
export { CALL_SECONDS, type CallRequestContext, DOCUMENT_MAX, type OrderForm, SEND_DIGITS } from "./calls/call-form.ts";
export type { CallListFilter, CallResource, CallStatus } from "./calls/field-call.ts";
export { definedFields, unfitAddress } from "./calls/hook-form.ts";
export {
  CONFERENCE_STATUSES,
  type ConferenceFilter,
  type ConferenceResource,
  conferenceStatus,
  type ParticipantResource,
  participantStatus,
} from "./conferences/field-conference.ts";
export type { ParticipantChangeForm, ParticipantForm } from "./conferences/participant-form.ts";
export type { ApplicationResource, HookRefusal, NumberResource } from "./hooks/hook-resource.ts";
export { MESSAGE_ERRORS } from "./messages/field-message.ts";
export type {
  ProgramQueueRefusal,
  QueueMemberResource,
  QueueResource,
  SavedQueueResult,
} from "./queues/queue-resource.ts";
export type { RecordingResource } from "./recordings/recording-resource.ts";
export type { RequestLogEntry } from "./rest/request-log.ts";
export {
  enterBy,
  openRestRateLimit,
  REST_LIMITS,
  type RestRateLimit,
  type RestRateLimitPair,
  SOUND_LIMITS,
} from "./rest/rest-rate-limit.ts";
export { REST_CODES, REST_STATUS, type RestCode, type RestRefusal } from "./rest/rest-refusal.ts";
