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

/** What a call desk stands on. */
export interface CallEngineOptions {
  readonly writer: EventWriter;
  readonly signalling: Signalling;
  readonly sound: MediaController;
  /** Whom a transfer goes to. */
  readonly resolveTransfer: (call: Arrival, target: string) => Destination;
  /** The target of a number that an agent's phone consults while the caller waits. */
  readonly resolveConsult: (
    call: Arrival,
    asked: { readonly number: string; readonly phoneId: string | null },
  ) => Destination;
  /** The devices of a phone of the call's own call centre. */
  readonly resolvePhone: (call: Arrival, phoneId: string) => Destination;
  /** Whom a number means that a task dials. */
  readonly resolveDial: (call: Arrival, number: string) => Destination;
  /** Whether a far end may be asked to call a number by itself. */
  readonly mayBeReferred: (
    call: Arrival,
    asked: { readonly number: string; readonly party: Arrival["party"] },
  ) => boolean;
  /** The devices of a phone beside the one that a leg is at, and whether that one can be reached as well. */
  readonly seekDevice: (leg: LegName, phoneId: string) => SoughtDevice;
  /** Where calls wait for agents. */
  readonly queues: QueuePort;
  /** Where calls take part in conferences. */
  readonly conferences: ConferencePort;
  /** Where agents log in and out by telephone. */
  readonly agentDesk: AgentPhoneService;
  /** Where callers' digits are looked up. */
  readonly lookUps: DataLookupPort;
  /** The way to applications that lead calls by documents. */
  readonly applications: ApplicationPort;
  /** The streams of their sound to applications. */
  readonly streams: StreamPort;
  /** Who hears what callers say. */
  readonly hearing: RecognitionPort;
  /** Why a code accepts no caller, or not this one, for the record. */
  readonly refusalOf: (code: string) => CallOutcome;
  /** Called when a leg is over, so that its channel is free again. */
  readonly onLegGone: (legId: string) => void;
  /** Called when a call has ended, before its record is on disk, with what its legs to outside have cost. */
  readonly onEnded: (call: {
    readonly tenantId: string;
    readonly legIds: readonly string[];
    readonly chargeRupiah: number;
    readonly endedAtMs: number;
  }) => void;
  /** Called when a call goes on without the leg that began it, which `legId` stands in for. */
  readonly onStandIn: (legId: string, forLegId: string) => void;
  readonly clock: Clock;
  /** The steady clock in microseconds. */
  readonly elapsedUs: () => number;
  readonly ids: IdSource;
  readonly log: Log;
  readonly switchId: string;
  /** The step of a call; replaced by tests that plant a fault. */
  readonly step?: CallStepper;
}

/** A call with what waits for it. */
export interface Mailbox {
  call: Call;
  readonly waiting: { readonly input: CallInput; readonly sdp: string | undefined }[];
  isBusy: boolean;
  /** Events handed to the writer so far. */
  written: number;
  /** The session descriptions that wait for their effect, by leg: offers that came, answers of ours to be sent. */
  readonly offers: Map<string, string>;
  readonly answers: Map<string, string>;
  readonly timers: Map<CallTimer, NodeJS.Timeout>;
  /** The phones that are in it by their own doing. */
  phones: readonly string[];
  /** All phones that are in it. */
  talkers: readonly string[];
  /** Phones that ring to answer the call. */
  ringers: readonly string[];
}

/** One call's hands: what it stands on, itself, and how the world answers it. */
export interface CallExecutor {
  readonly options: CallEngineOptions;
  readonly box: Mailbox;
  readonly later: (input: CallInput, sdp?: string) => void;
  /** Finds the call that this one is to be joined with, and begins it. */
  readonly join: (asked: Extract<CallEffect, { readonly effect: "find-joined" }>) => void;
  /** Gives another call an input. */
  readonly give: (callId: string, input: Extract<CallInput, { readonly input: "leg-taken" }>) => void;
  readonly onClosed: (callId: string) => void;
  /** True when the switch waits for no record any more: what is not on disk is closed by the next run. */
  readonly isGivenUp: () => boolean;
}
