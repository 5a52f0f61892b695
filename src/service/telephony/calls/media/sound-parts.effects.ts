import type { Result } from "../../../../kernel/index.ts";
import type {
  CommandOf,
  LegFigures,
  MediaAnswers,
  MediaCommand,
  MediaEngine,
  RecordingSegment,
} from "../../../../platform/media/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { Codec } from "../../../../protocols/sdp/index.ts";
import type { StatusCallbackTarget } from "../../cdr/index.ts";
import type { Party } from "../call.ts";
import type { CallInput } from "../call-step.ts";
import type { LegName } from "../ports.ts";
import type { BrowserSoundOptions } from "./browser-sound.effects.ts";
import type { ShelvedPrompt } from "./prompt-cache.effects.ts";

/** Stores recordings: their keys before the first sample, their files after the last. */
export interface RecordingKeeper {
  /** Stores a new recording with its own key and returns the key, base64; none while the call centre has reached its storage limit. */
  begin(recording: {
    readonly recordingId: string;
    readonly callId: string;
    readonly tenantId: string;
    /** The queue that receives the voicemail, when it is one. */
    readonly messageQueue: string | null;
    /** The recorded conference, its first calls, and the callback address; omitted for a recording of a call. */
    readonly conference?: {
      readonly conferenceId: string;
      readonly callIds: readonly string[];
      readonly told: StatusCallbackTarget | null;
    };
  }): Promise<Result<string, "storage-full">>;
  /** Stores that a conference's recording contains these calls as well, before their first sample. */
  hold(
    recording: { readonly recordingId: string; readonly tenantId: string } & { readonly callIds: readonly string[] },
  ): Promise<void>;
  /** Stores whether a conference's recording is paused. */
  keepPaused(recording: {
    readonly recordingId: string;
    readonly tenantId: string;
    readonly isPaused: boolean;
  }): Promise<void>;
  /** Deletes the key, so that the recording cannot be played even where its frames remain. */
  drop(recording: { readonly recordingId: string; readonly tenantId: string }): Promise<void>;
  /** The key of a started recording; null when it cannot be decrypted. */
  keyOf(recording: { readonly recordingId: string; readonly tenantId: string }): Promise<string | null>;
  finish(
    recording: { readonly recordingId: string; readonly tenantId: string },
    segments: readonly RecordingSegment[],
  ): Promise<void>;
}

/** Dependencies of the media controller. */
export interface MediaControllerOptions {
  readonly engine: MediaEngine;
  readonly recordings: RecordingKeeper;
  /** The address to which far ends send their media. */
  readonly advertised: string;
  /** The source address of the signalling of a leg; null while it has none. */
  readonly sourceOf: (legId: string) => string | null;
  /** Codecs of a party, best first. */
  readonly codecsOf: (party: Party) => readonly Codec[];
  /** Whether a party's media must be encrypted; an offer of encryption is accepted in any case. */
  readonly isEncrypted: (party: Party) => boolean;
  /** Whether a party is a browser, which uses DTLS-SRTP and ICE only. */
  readonly isBrowser: (party: Party) => boolean;
  /** The connection with the WebRTC process. */
  readonly browsers: Omit<BrowserSoundOptions, "onChange">;
  /** A call centre's prompt by its name in flows; null when there is none. */
  readonly promptOf: (tenantId: string, prompt: string) => ShelvedPrompt | null;
  /** Names of the prompts for hold, for the start of a recording, and for the called party of a test call. */
  readonly prompts: { readonly music: string; readonly notice: string; readonly greeting: string };
  readonly tell: (callId: string, input: CallInput) => void;
  readonly tellAll: (input: CallInput) => void;
  readonly onFigures: (leg: LegName & { readonly tenantId: string }, figures: LegFigures) => void;
  readonly log: Log;
}

/** Sends a command to the engine; rejects when it refuses. */
export type Ask = <Kind extends MediaCommand["kind"]>(command: CommandOf<Kind>) => Promise<MediaAnswers[Kind]>;
