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
import type { MembersPart, QueueMemberResource, QueueResource, SavedQueueResult } from "../queues/queue-resource.ts";
import type { RecordingListFilter, RecordingResource } from "../recordings/recording-resource.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import type { CallChange, CallRequestContext, OrderForm } from "./call-form.ts";
import type { CallListFilter, CallResource } from "./field-call.ts";
import type { HookChange } from "./hook-form.ts";

/** Who asks for something, by which request. */
export interface ApiClientContext {
  readonly tenantId: string;
  readonly requestId: string;
  /** The key that it showed, which what is on record names; null for the account's own token. */
  readonly keyId: string | null;
}

/** A request that may be repeated. */
export interface RepeatedRequest {
  /** A repeated request with this key is answered as the first one was; null without one. */
  readonly requestKey: string | null;
  /** What the request said, by which a repeated one is known. */
  readonly said: object;
}

/** Who orders something, by a request that he may repeat. */
export interface IdempotentRequestContext extends RepeatedRequest {
  readonly tenantId: string;
}

/** What a program does with calls, whichever of our interfaces it asks. */
export interface CallOperations {
  /** Keeps the order of a call; where it names an application, that one leads it. */
  order(
    requestContext: IdempotentRequestContext,
    form: OrderForm & { readonly applicationId?: string | undefined },
  ): Promise<Result<CallResource, RestRefusal>>;
  find(tenantId: string, id: string): Promise<CallResource | undefined>;
  /** Newest first. */
  list(tenantId: string, filter: CallListFilter): Promise<readonly CallResource[]>;
  /** Ends a call, takes an order back, or leads a call on; undefined where that was done. */
  change(
    asking: CallRequestContext,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
}

/** What it does with applications, and with what leads the calls of numbers. */
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

/** What may become of a recording that goes on. */
export type RecordingChange = Extract<ConferenceAct, { readonly act: "record" }>["change"];

/** The sound of a recording as a WAV of 16-bit samples, 8,000 a second; `close` may be called twice. */
export interface ProgramSound {
  readonly bytes: number;
  readonly channels: 1 | 2;
  /** Closes the sound when it ends. */
  read(from: number, to: number): NodeJS.ReadableStream & AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** What it does with recordings. */
export interface RecordingOperations {
  list(tenantId: string, filter: RecordingListFilter): Promise<readonly RecordingResource[]>;
  find(tenantId: string, id: string): Promise<RecordingResource | undefined>;
  /** The sound, on record before its first byte; undefined where there is nothing to hear. */
  openSound(asking: ApiClientContext & { readonly recordingId: string }): Promise<ProgramSound | undefined>;
  /** Has one of a conference stand still, go on or end. */
  change(tenantId: string, found: RecordingResource, change: RecordingChange): Promise<Result<null, RestRefusal>>;
  remove(
    asking: ApiClientContext & { readonly recordingId: string },
  ): Promise<"removed" | "no-such-recording" | "recording-goes-on">;
}

/** What it does with queues. */
export interface QueueOperations {
  add(
    clientContext: ApiClientContext,
    queue: { readonly name: string; readonly waitingMax?: number | undefined },
  ): Promise<SavedQueueResult>;
  change(
    asking: ApiClientContext,
    queue: { readonly id: string; readonly name?: string | undefined; readonly waitingMax?: number | undefined },
  ): Promise<SavedQueueResult>;
  end(asking: ApiClientContext, id: string): Promise<SavedQueueResult>;
  /** By name; `id` for one of them. */
  list(
    tenantId: string,
    part: { readonly id?: string; readonly name?: string | undefined; readonly after?: string; readonly limit: number },
  ): Promise<readonly QueueResource[]>;
  /** Takes a call out of the queue in which it waits and has other instructions lead it; undefined where that was done. */
  lead(
    tenantId: string,
    member: QueueMemberResource,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
  /** Calls that wait, in their order; `callId` for one of them. */
  waiting(tenantId: string, part: MembersPart): Promise<readonly QueueMemberResource[]>;
}

/** What it does with conferences and with who takes part. */
export interface ConferenceOperations {
  list(tenantId: string, filter: ConferenceFilter): Promise<readonly ConferenceResource[]>;
  /** Ends a conference, or has something said in it; undefined where that was done. */
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
  /** Whom an earlier request with the same key has called in, also once he has left; undefined for nobody. */
  invited(asking: IdempotentRequestContext): Promise<Result<ParticipantResource, RestRefusal> | undefined>;
  change(
    tenantId: string,
    found: ParticipantResource,
    form: ParticipantChangeForm,
  ): Promise<Result<ParticipantResource, RestRefusal>>;
  letGo(clientContext: ApiClientContext, found: ParticipantResource): Promise<RestRefusal | undefined>;
}

/** What programs do, whichever of our interfaces they ask: one code behind both. */
export interface ApiOperations {
  readonly calls: CallOperations;
  readonly hooks: HookOperations;
  readonly recordings: RecordingOperations;
  readonly queues: QueueOperations;
  readonly conferences: ConferenceOperations;
  readonly usage: UsageReader;
}
