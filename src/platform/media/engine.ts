import type { Result } from "../../kernel/index.ts";
import type { CommandOf, MediaCommand } from "./commands.ts";

/** Reason why the engine did not carry out a command. */
export type MediaRefusal =
  | "leg-unknown"
  | "leg-exists"
  | "legs-apart"
  | "legs-exhausted"
  | "ports-exhausted"
  | "port-taken"
  | "prompt-unknown"
  | "prompt-unplayable"
  | "prompts-exhausted"
  | "mix-unknown"
  | "recording-unknown"
  | "recording-exists"
  | "recording-unreadable"
  | "encryption-unusable"
  | "sdp-unusable"
  | "tap-unknown"
  | "tap-exists"
  | "taps-exhausted"
  | "call-unknown"
  | "command-malformed"
  | "deadline-passed"
  | "engine-away"
  | "engine-failed";

/** Statistics of a leg's two streams. */
export interface LegFigures {
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly sent: number;
  /** Datagrams from other sources than the locked one, or from unknown streams. */
  readonly rejected: number;
  /** Packets that arrived too late to be played in a mix. */
  readonly late: number;
  /** Null until the far end has sent a report. */
  readonly roundTripMs: number | null;
  /** Share of our packets that the far end lost, by its last report. */
  readonly lostByOtherShare: number | null;
  /** Estimated mean opinion score of the incoming stream (ITU-T G.107); null before the first packet. */
  readonly meanOpinionScore: number | null;
  /** True once the source is locked. */
  readonly isLatched: boolean;
}

/** One file of a recording: from its start, or from a restart of the engine, to the next one. */
export interface RecordingSegment {
  /** Sealed WAV with two channels, or with one if it is mixed; `openSealedFile` reads it. */
  readonly file: string;
  readonly startedAtMs: number;
  /** Samples of one channel, 8,000 a second. */
  readonly samples: number;
  /** Samples that arrived too late for their position. */
  readonly misplaced: number;
  /** Unreadable chunks of the journal. */
  readonly unreadable: number;
}

/** Counters of the engine, for limits and tests. */
export interface EngineStatus {
  readonly legs: number;
  readonly portsInUse: number;
  readonly mixes: number;
  readonly recordings: number;
  readonly prompts: number;
  readonly workers: number;
  /** "realtime" when the workers run under the first-in-first-out scheduler. */
  readonly priority: "realtime" | "normal";
  /** Ticks that began more than 20 ms late. */
  readonly lateTicks: number;
}

interface LegAddress {
  readonly address: string;
  readonly port: number;
  readonly rtcpPort: number | null;
}

/** An opened leg: its address and its worker. Only legs of one worker can be joined. */
interface OpenedLeg extends LegAddress {
  readonly worker: number;
}

/** Response of each command. */
export interface MediaAnswers {
  readonly "open-leg": OpenedLeg;
  readonly "change-leg": null;
  readonly "close-leg": LegFigures;
  readonly bridge: null;
  readonly unbridge: null;
  readonly mix: null;
  readonly "set-gains": null;
  readonly unmix: null;
  readonly play: null;
  readonly "stop-play": null;
  readonly "send-keys": null;
  readonly "start-recording": { readonly startedAtMs: number };
  readonly "change-recording": null;
  readonly "start-mixed-recording": { readonly startedAtMs: number };
  readonly "change-mixed-recording": null;
  /** The sample of the current segment at which the pause begins or ends. */
  readonly "pause-recording": { readonly atSample: number };
  readonly "resume-recording": { readonly atSample: number };
  readonly "seal-recording": null;
  readonly "stop-recording": { readonly segments: readonly RecordingSegment[] };
  readonly "forget-recording": null;
  readonly "open-tap": null;
  readonly "close-tap": null;
  readonly "leg-figures": LegFigures;
  readonly "load-prompt": { readonly ms: number };
  readonly "drop-prompt": null;
  readonly status: EngineStatus;
}

/** Events of the engine. */
export type MediaEvent =
  | { readonly kind: "key"; readonly leg: string; readonly key: string; readonly by: "event" | "sound" }
  | {
      readonly kind: "play-ended";
      readonly leg: string;
      readonly play: string;
      readonly why: "finished" | "stopped" | "key" | "restart";
    }
  | { readonly kind: "keys-sent"; readonly leg: string }
  | { readonly kind: "silent"; readonly leg: string; readonly silentMs: number }
  /** No loud audio for the given time; `wasLoud` when there was some before, since the setting. */
  | { readonly kind: "quiet"; readonly leg: string; readonly wasLoud: boolean }
  | { readonly kind: "recording-broken"; readonly recording: string; readonly reason: string }
  /** The engine or one of its workers restarted; its state has been set up again except `lost`. */
  | { readonly kind: "restarted"; readonly gapMs: number; readonly lost: readonly string[] };

/** First part, which any media engine can provide: media relay between the two sides of a call, described by SDP. */
export interface MediaTransport {
  /** Anchors the media of a call: takes the offer of one side, returns the offer for the other. */
  offer(call: string, sdp: string): Promise<Result<string, MediaRefusal>>;
  /** Takes the answer of the other side, returns the answer for the first. */
  answer(call: string, sdp: string): Promise<Result<string, MediaRefusal>>;
  /** Statistics of both sides: offerer, answerer. */
  figures(call: string): Promise<Result<readonly LegFigures[], MediaRefusal>>;
  release(call: string): Promise<Result<null, MediaRefusal>>;
}

/** Second part, which needs a mixing engine: legs, prompts, tones, DTMF, mixes and recordings. */
export interface MediaMixer {
  request<Kind extends MediaCommand["kind"]>(
    command: CommandOf<Kind>,
    options?: { readonly deadlineMs: number },
  ): Promise<Result<MediaAnswers[Kind], MediaRefusal>>;
}

/** Media of calls, as used by the switch. */
export interface MediaEngine {
  readonly transport: MediaTransport;
  readonly mixer: MediaMixer;
  /** Subscribes to events until the returned function is called. */
  onEvent(listener: (event: MediaEvent) => void): () => void;
  /** Disconnects from the engine; legs continue. Safe to call twice. */
  close(): void;
}
