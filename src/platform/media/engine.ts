import type { Result } from "../../kernel/index.ts";
import type { CommandOf, MediaCommand } from "./commands.ts";

/** Why the engine did not do what it was asked. */
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

/** What is known of a leg's two streams. */
export interface LegFigures {
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly sent: number;
  /** Datagrams from others than the locked source, or none of our streams. */
  readonly rejected: number;
  /** Packets that came too late to be played in a mix. */
  readonly late: number;
  /** Null until the other side reported. */
  readonly roundTripMs: number | null;
  /** Share of our packets that the other side lost, as it reported last. */
  readonly lostByOtherShare: number | null;
  /** Estimated mean opinion score of what comes in (ITU-T G.107); null before anything came. */
  readonly meanOpinionScore: number | null;
  /** True once the source is locked. */
  readonly isLatched: boolean;
}

/** One file of a recording: from its start, or from a restart of the engine, to the next. */
export interface RecordingSegment {
  /** Sealed WAV, of two channels, or of one where it is mixed; read it by `openSealedFile`. */
  readonly file: string;
  readonly startedAtMs: number;
  /** Samples of one channel, 8,000 a second. */
  readonly samples: number;
  /** Samples that came too late to be put in their place. */
  readonly misplaced: number;
  /** Chunks of the journal that could not be read. */
  readonly unreadable: number;
}

/** What the engine counts, for limits and tests. */
export interface EngineStatus {
  readonly legs: number;
  readonly portsInUse: number;
  readonly mixes: number;
  readonly recordings: number;
  readonly prompts: number;
  readonly workers: number;
  /** "realtime" where the workers run by the first-in-first-out scheduler. */
  readonly priority: "realtime" | "normal";
  /** Ticks that began more than 20 ms late. */
  readonly lateTicks: number;
}

interface LegAddress {
  readonly address: string;
  readonly port: number;
  readonly rtcpPort: number | null;
}

/** A leg that was opened: its address, and which worker has it. Legs of one worker alone can be put together. */
interface OpenedLeg extends LegAddress {
  readonly worker: number;
}

/** What each command answers. */
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
  /** The sample where the pause begins or ends, in the present segment. */
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

/** What the engine tells by itself. */
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
  /** Nothing loud came for as long as was asked; `wasLoud` when something had since then. */
  | { readonly kind: "quiet"; readonly leg: string; readonly wasLoud: boolean }
  | { readonly kind: "recording-broken"; readonly recording: string; readonly reason: string }
  /** The engine, or one of its workers, began anew; what was there has been set up again except `lost`. */
  | { readonly kind: "restarted"; readonly gapMs: number; readonly lost: readonly string[] };

/** Part one, which any engine can do: media passes through for the two sides of a call, described by SDP. */
export interface MediaTransport {
  /** Anchors the media of a call: takes the offer of one side, gives the offer for the other. */
  offer(call: string, sdp: string): Promise<Result<string, MediaRefusal>>;
  /** Takes the answer of the other side, gives the answer for the first. */
  answer(call: string, sdp: string): Promise<Result<string, MediaRefusal>>;
  /** Figures of both sides: who offered, who answered. */
  figures(call: string): Promise<Result<readonly LegFigures[], MediaRefusal>>;
  release(call: string): Promise<Result<null, MediaRefusal>>;
}

/** Part two, which needs an engine that mixes: legs, prompts, tones, keys, mixes and recordings. */
export interface MediaMixer {
  request<Kind extends MediaCommand["kind"]>(
    command: CommandOf<Kind>,
    options?: { readonly deadlineMs: number },
  ): Promise<Result<MediaAnswers[Kind], MediaRefusal>>;
}

/** Media of calls, as the switch sees it. */
export interface MediaEngine {
  readonly transport: MediaTransport;
  readonly mixer: MediaMixer;
  /** Hears events until the returned function is called. */
  onEvent(listener: (event: MediaEvent) => void): () => void;
  /** Lets go of the engine; legs stay. Safe to call twice. */
  close(): void;
}
