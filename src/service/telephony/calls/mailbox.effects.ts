import type { Clock, IdSource } from "../../../kernel/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { CallOutcome, EventWriter } from "../cdr/index.ts";
import type { Arrival, Call, Destination } from "./call.ts";
import type { CallEffect, CallInput, CallTimer } from "./call-step.ts";
import type { ConferencePort } from "./conference/conference-port.ts";
import type { RecognitionPort } from "./media/speech-recognition-port.ts";
import type { LegName, MediaController, Signalling, SoughtDevice } from "./ports.ts";
import type { AgentPhoneService } from "./queue-port/agent-phone-port.ts";
import type { QueuePort } from "./queue-port/queue-port.ts";
import type { CallStepper } from "./step-call.ts";
import type { ApplicationPort } from "./tasks/application-port.ts";
import type { DataLookupPort } from "./tasks/data-lookup-port.ts";
import type { StreamPort } from "./tasks/stream-port.ts";

/** Dependencies of a call engine. */
export interface CallEngineOptions {
  readonly writer: EventWriter;
  readonly signalling: Signalling;
  readonly sound: MediaController;
  /** The target of a transfer. */
  readonly resolveTransfer: (call: Arrival, target: string) => Destination;
  /** The target of a number that an agent's phone consults while the caller waits. */
  readonly resolveConsult: (
    call: Arrival,
    asked: { readonly number: string; readonly phoneId: string | null },
  ) => Destination;
  /** The devices of a phone of the call's own call centre. */
  readonly resolvePhone: (call: Arrival, phoneId: string) => Destination;
  /** The target of a number that a task dials. */
  readonly resolveDial: (call: Arrival, number: string) => Destination;
  /** Whether a far end may receive a REFER to a number. */
  readonly mayBeReferred: (
    call: Arrival,
    asked: { readonly number: string; readonly party: Arrival["party"] },
  ) => boolean;
  /** The other devices of the phone of a leg, and whether the leg's own device is reachable as well. */
  readonly seekDevice: (leg: LegName, phoneId: string) => SoughtDevice;
  /** The queues of waiting calls. */
  readonly queues: QueuePort;
  /** The conferences of calls. */
  readonly conferences: ConferencePort;
  /** Agent login and logout by telephone. */
  readonly agentDesk: AgentPhoneService;
  /** Lookup of callers' digits. */
  readonly lookUps: DataLookupPort;
  /** Requests to applications that control calls by documents. */
  readonly applications: ApplicationPort;
  /** Media streams to applications. */
  readonly streams: StreamPort;
  /** Speech recognition of callers. */
  readonly hearing: RecognitionPort;
  /** Why a code accepts no caller, or not this one, for the record. */
  readonly refusalOf: (code: string) => CallOutcome;
  /** Called when a leg is over, so that its channel is free again. */
  readonly onLegGone: (legId: string) => void;
  /** Called when a call has ended, before its record is on disk, with the cost of its outgoing legs. */
  readonly onEnded: (call: {
    readonly tenantId: string;
    readonly legIds: readonly string[];
    readonly chargeRupiah: number;
    readonly endedAtMs: number;
  }) => void;
  /** Called when a call continues without its first leg, which `legId` replaces. */
  readonly onStandIn: (legId: string, forLegId: string) => void;
  readonly clock: Clock;
  /** The monotonic clock in microseconds. */
  readonly elapsedUs: () => number;
  readonly ids: IdSource;
  readonly log: Log;
  readonly switchId: string;
  /** The step of a call; replaced by tests that inject a fault. */
  readonly step?: CallStepper;
}

/** A call with its pending inputs. */
export interface Mailbox {
  call: Call;
  readonly waiting: { readonly input: CallInput; readonly sdp: string | undefined }[];
  isBusy: boolean;
  /** Events handed to the writer so far. */
  written: number;
  /** The session descriptions that wait for their effect, by leg: received offers and own answers. */
  readonly offers: Map<string, string>;
  readonly answers: Map<string, string>;
  readonly timers: Map<CallTimer, NodeJS.Timeout>;
  /** The phones that called or answered a call to them. */
  phones: readonly string[];
  /** All phones in the call. */
  talkers: readonly string[];
  /** Phones that ring to answer the call. */
  ringers: readonly string[];
}

/** The execution context of one call: dependencies, mailbox, and how results return to the call. */
export interface CallExecutor {
  readonly options: CallEngineOptions;
  readonly box: Mailbox;
  readonly later: (input: CallInput, sdp?: string) => void;
  /** Finds the call to join this one with, and begins the join. */
  readonly join: (asked: Extract<CallEffect, { readonly effect: "find-joined" }>) => void;
  /** Gives another call an input. */
  readonly give: (callId: string, input: Extract<CallInput, { readonly input: "leg-taken" }>) => void;
  readonly onClosed: (callId: string) => void;
  /** True when the switch no longer waits for records: calls that are not on disk are closed by the next run. */
  readonly isGivenUp: () => boolean;
}
