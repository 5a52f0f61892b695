import type { Result } from "../../../../kernel/index.ts";
import type { Hook } from "../../../flows/call-documents/index.ts";
import type { ConferenceAct } from "../../../telephony/conferences/index.ts";
import type { UsageReader } from "../accounts/usage-period.ts";
import type {
  ConferenceFilter,
  KeptConference,
  KeptParticipant,
  ParticipantFilter,
} from "../conferences/field-conference.ts";
import type { ChangeSeatForm, SeatForm } from "../conferences/participant-form.ts";
import type { HookRefusal, KeptApplication, KeptNumber, ListPart, NumberChange } from "../hooks/kept-hook.ts";
import type { KeptMember, KeptOrNot, KeptQueue, MembersPart } from "../queues/kept-queue.ts";
import type { KeptRecording, RecordingListFilter } from "../recordings/kept-recording.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import type { CallAsking, CallChange, OrderForm } from "./call-form.ts";
import type { CallListFilter, KeptCall } from "./field-call.ts";
import type { HookChange } from "./hook-form.ts";

/** Who asks for something, by which request. */
export interface ProgramAsking {
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
export interface OrderAsking extends RepeatedRequest {
  readonly tenantId: string;
}

/** What a program does with calls, whichever of our interfaces it asks. */
export interface CallActs {
  /** Keeps the order of a call; where it names an application, that one leads it. */
  order(
    asking: OrderAsking,
    form: OrderForm & { readonly applicationId?: string | undefined },
  ): Promise<Result<KeptCall, RestRefusal>>;
  find(tenantId: string, id: string): Promise<KeptCall | undefined>;
  /** Newest first. */
  list(tenantId: string, filter: CallListFilter): Promise<readonly KeptCall[]>;
  /** Ends a call, takes an order back, or leads a call on; undefined where that was done. */
  change(
    asking: CallAsking,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
}

/** What it does with applications, and with what leads the calls of numbers. */
export interface HookActs {
  listApplications(tenantId: string, part: ListPart): Promise<readonly KeptApplication[]>;
  findApplication(tenantId: string, id: string): Promise<KeptApplication | undefined>;
  addApplication(
    asking: ProgramAsking & RepeatedRequest,
    made: { readonly name: string; readonly hook: HookChange },
  ): Promise<{ readonly id: string } | HookRefusal>;
  changeApplication(
    asking: ProgramAsking,
    change: { readonly id: string; readonly name: string | undefined; readonly hook: HookChange },
  ): Promise<HookRefusal | null>;
  endApplication(asking: ProgramAsking, id: string): Promise<HookRefusal | null>;
  listNumbers(
    tenantId: string,
    part: { readonly holds?: string | undefined; readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly KeptNumber[]>;
  findNumber(tenantId: string, code: string): Promise<KeptNumber | undefined>;
  changeNumber(
    asking: ProgramAsking,
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
export interface RecordingActs {
  list(tenantId: string, filter: RecordingListFilter): Promise<readonly KeptRecording[]>;
  find(tenantId: string, id: string): Promise<KeptRecording | undefined>;
  /** The sound, on record before its first byte; undefined where there is nothing to hear. */
  openSound(asking: ProgramAsking & { readonly recordingId: string }): Promise<ProgramSound | undefined>;
  /** Has one of a conference stand still, go on or end. */
  change(tenantId: string, found: KeptRecording, change: RecordingChange): Promise<Result<null, RestRefusal>>;
  remove(
    asking: ProgramAsking & { readonly recordingId: string },
  ): Promise<"removed" | "no-such-recording" | "recording-goes-on">;
}

/** What it does with queues. */
export interface QueueActs {
  add(
    asking: ProgramAsking,
    queue: { readonly name: string; readonly waitingMax?: number | undefined },
  ): Promise<KeptOrNot>;
  change(
    asking: ProgramAsking,
    queue: { readonly id: string; readonly name?: string | undefined; readonly waitingMax?: number | undefined },
  ): Promise<KeptOrNot>;
  end(asking: ProgramAsking, id: string): Promise<KeptOrNot>;
  /** By name; `id` for one of them. */
  list(
    tenantId: string,
    part: { readonly id?: string; readonly name?: string | undefined; readonly after?: string; readonly limit: number },
  ): Promise<readonly KeptQueue[]>;
  /** Takes a call out of the queue in which it waits and has other instructions lead it; undefined where that was done. */
  lead(
    tenantId: string,
    member: KeptMember,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
  /** Calls that wait, in their order; `callId` for one of them. */
  waiting(tenantId: string, part: MembersPart): Promise<readonly KeptMember[]>;
}

/** What it does with conferences and with who takes part. */
export interface ConferenceActs {
  list(tenantId: string, filter: ConferenceFilter): Promise<readonly KeptConference[]>;
  /** Ends a conference, or has something said in it; undefined where that was done. */
  act(
    tenantId: string,
    conference: KeptConference,
    wish: "end" | { readonly announce: Hook },
  ): Promise<RestRefusal | undefined>;
  participants(tenantId: string, filter: ParticipantFilter): Promise<readonly KeptParticipant[]>;
  findParticipant(
    tenantId: string,
    wish: { readonly conferenceId: string; readonly callId: string },
  ): Promise<KeptParticipant | undefined>;
  invite(
    asking: OrderAsking,
    wish: { readonly name: string; readonly form: SeatForm },
  ): Promise<Result<KeptParticipant, RestRefusal>>;
  /** Whom an earlier request with the same key has called in, also once he has left; undefined for nobody. */
  invited(asking: OrderAsking): Promise<Result<KeptParticipant, RestRefusal> | undefined>;
  change(tenantId: string, found: KeptParticipant, form: ChangeSeatForm): Promise<Result<KeptParticipant, RestRefusal>>;
  letGo(asking: ProgramAsking, found: KeptParticipant): Promise<RestRefusal | undefined>;
}

/** What programs do, whichever of our interfaces they ask: one code behind both. */
export interface ProgramActs {
  readonly calls: CallActs;
  readonly hooks: HookActs;
  readonly recordings: RecordingActs;
  readonly queues: QueueActs;
  readonly conferences: ConferenceActs;
  readonly usage: UsageReader;
}
