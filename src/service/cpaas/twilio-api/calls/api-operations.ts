import type { Result } from "../../../../kernel/index.ts";
import type { Hook } from "../../../flows/call-documents/index.ts";
import type { ConferenceAct } from "../../../telephony/conferences/index.ts";
import type { UsageReader } from "../accounts/usage-period.ts";
import type {
  ConferenceFilter,
  ConferenceResource,
  ParticipantFilter,
  ParticipantResource,
} from "../conferences/field-conference.ts";
import type { ParticipantChangeForm, ParticipantForm } from "../conferences/participant-form.ts";
import type {
  ApplicationResource,
  HookRefusal,
  ListPart,
  NumberChange,
  NumberResource,
} from "../hooks/hook-resource.ts";
import type {
  MembersPart,
  ProgramQueueRefusal,
  QueueMemberResource,
  QueueResource,
  SavedQueueResult,
} from "../queues/queue-resource.ts";
import type { RecordingListFilter, RecordingResource } from "../recordings/recording-resource.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import type { CallChange, CallRequestContext, OrderForm } from "./call-form.ts";
import type { CallListFilter, CallResource } from "./field-call.ts";
import type { HookChange } from "./hook-form.ts";

/** Identifies the API client and the request. */
export interface ApiClientContext {
  readonly tenantId: string;
  readonly requestId: string;
  /** API key, which the audit trail names; null for the account's auth token. */
  readonly keyId: string | null;
}

/** A request that may be repeated. */
export interface RepeatedRequest {
  /** Idempotency key: a repeated request with the same key gets the first response; null without one. */
  readonly requestKey: string | null;
  /** Content of the request, which identifies a repetition. */
  readonly said: object;
}

/** Tenant of a request that may be repeated. */
export interface IdempotentRequestContext extends RepeatedRequest {
  readonly tenantId: string;
}

/** Call operations, shared by both APIs. */
export interface CallOperations {
  /** Stores a call order; the application leads the call if one is named. */
  order(
    requestContext: IdempotentRequestContext,
    form: OrderForm & { readonly applicationId?: string | undefined },
  ): Promise<Result<CallResource, RestRefusal>>;
  find(tenantId: string, id: string): Promise<CallResource | undefined>;
  /** Newest first. */
  list(tenantId: string, filter: CallListFilter): Promise<readonly CallResource[]>;
  /** Ends a call, cancels an order, or redirects a call; undefined on success. */
  change(
    asking: CallRequestContext,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
}

/** Operations on applications and on the webhooks of numbers. */
export interface HookOperations {
  listApplications(tenantId: string, part: ListPart): Promise<readonly ApplicationResource[]>;
  findApplication(tenantId: string, id: string): Promise<ApplicationResource | undefined>;
  addApplication(
    asking: ApiClientContext & RepeatedRequest,
    made: { readonly name: string; readonly hook: HookChange },
  ): Promise<{ readonly id: string } | HookRefusal>;
  changeApplication(
    clientContext: ApiClientContext,
    change: { readonly id: string; readonly name: string | undefined; readonly hook: HookChange },
  ): Promise<HookRefusal | null>;
  endApplication(asking: ApiClientContext, id: string): Promise<HookRefusal | null>;
  listNumbers(
    tenantId: string,
    part: { readonly holds?: string | undefined; readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly NumberResource[]>;
  findNumber(tenantId: string, code: string): Promise<NumberResource | undefined>;
  changeNumber(
    asking: ApiClientContext,
    change: { readonly code: string; readonly change: NumberChange },
  ): Promise<HookRefusal | null>;
}

/** Changes of an active recording. */
export type RecordingChange = Extract<ConferenceAct, { readonly act: "record" }>["change"];

/** Audio of a recording as a WAV of 16-bit samples at 8,000 Hz; `close` is idempotent. */
export interface ProgramSound {
  readonly bytes: number;
  readonly channels: 1 | 2;
  /** Closes the audio at the end of the stream. */
  read(from: number, to: number): NodeJS.ReadableStream & AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Operations on recordings. */
export interface RecordingOperations {
  list(tenantId: string, filter: RecordingListFilter): Promise<readonly RecordingResource[]>;
  find(tenantId: string, id: string): Promise<RecordingResource | undefined>;
  /** Opens the audio, after writing the access to the audit trail; undefined without audio. */
  openSound(asking: ApiClientContext & { readonly recordingId: string }): Promise<ProgramSound | undefined>;
  /** Pauses, resumes or ends a conference recording. */
  change(tenantId: string, found: RecordingResource, change: RecordingChange): Promise<Result<null, RestRefusal>>;
  remove(
    asking: ApiClientContext & { readonly recordingId: string },
  ): Promise<Result<null, "no-such-recording" | "recording-goes-on">>;
}

/** Operations on queues. */
export interface QueueOperations {
  add(
    clientContext: ApiClientContext,
    queue: { readonly name: string; readonly waitingMax?: number | undefined },
  ): Promise<SavedQueueResult>;
  change(
    asking: ApiClientContext,
    queue: { readonly id: string; readonly name?: string | undefined; readonly waitingMax?: number | undefined },
  ): Promise<SavedQueueResult>;
  end(asking: ApiClientContext, id: string): Promise<Result<null, ProgramQueueRefusal>>;
  /** Ordered by name; `id` selects one queue. */
  list(
    tenantId: string,
    part: { readonly id?: string; readonly name?: string | undefined; readonly after?: string; readonly limit: number },
  ): Promise<readonly QueueResource[]>;
  /** Takes a waiting call out of its queue and gives it other instructions; undefined on success. */
  lead(
    tenantId: string,
    member: QueueMemberResource,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
  /** Waiting calls in queue order; `callId` selects one call. */
  waiting(tenantId: string, part: MembersPart): Promise<readonly QueueMemberResource[]>;
}

/** Operations on conferences and participants. */
export interface ConferenceOperations {
  list(tenantId: string, filter: ConferenceFilter): Promise<readonly ConferenceResource[]>;
  /** Ends a conference, or plays an announcement; undefined on success. */
  act(
    tenantId: string,
    conference: ConferenceResource,
    wish: "end" | { readonly announce: Hook },
  ): Promise<RestRefusal | undefined>;
  participants(tenantId: string, filter: ParticipantFilter): Promise<readonly ParticipantResource[]>;
  findParticipant(
    tenantId: string,
    wish: { readonly conferenceId: string; readonly callId: string },
  ): Promise<ParticipantResource | undefined>;
  invite(
    requestContext: IdempotentRequestContext,
    wish: { readonly name: string; readonly form: ParticipantForm },
  ): Promise<Result<ParticipantResource, RestRefusal>>;
  /** The participant created by an earlier request with the same key, including one that has left; undefined without one. */
  invited(asking: IdempotentRequestContext): Promise<Result<ParticipantResource, RestRefusal> | undefined>;
  change(
    tenantId: string,
    found: ParticipantResource,
    form: ParticipantChangeForm,
  ): Promise<Result<ParticipantResource, RestRefusal>>;
  letGo(clientContext: ApiClientContext, found: ParticipantResource): Promise<RestRefusal | undefined>;
}

/** API operations, shared by both APIs. */
export interface ApiOperations {
  readonly calls: CallOperations;
  readonly hooks: HookOperations;
  readonly recordings: RecordingOperations;
  readonly queues: QueueOperations;
  readonly conferences: ConferenceOperations;
  readonly usage: UsageReader;
}
