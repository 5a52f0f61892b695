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

/** Keeps recordings: their keys before the first sample, their files after the last. */
export interface RecordingKeeper {
  /** Stores a new recording with its own key and returns the key, base64; none while the call centre has reached its storage limit. */
  begin(recording: {
    readonly recordingId: string;
    readonly callId: string;
    readonly tenantId: string;
    /** The queue that is to hear it, when it is a message. */
    readonly messageQueue: string | null;
    /** The recorded conference, its first calls, and the callback address; left out for a recording of a call. */
    readonly conference?: {
      readonly conferenceId: string;
      readonly callIds: readonly string[];
      readonly told: StatusCallbackTarget | null;
    };
  }): Promise<Result<string, "storage-full">>;
  /** Keeps that a conference's recording holds these calls as well, before the first of what they say. */
  hold(
    recording: { readonly recordingId: string; readonly tenantId: string } & { readonly callIds: readonly string[] },
  ): Promise<void>;
  /** Keeps whether a conference's recording stands still. */
  keepPaused(recording: {
    readonly recordingId: string;
    readonly tenantId: string;
    readonly isPaused: boolean;
  }): Promise<void>;
  /** Deletes the key, so that the recording cannot be played even where its frames remain. */
  drop(recording: { readonly recordingId: string; readonly tenantId: string }): Promise<void>;
  /** The key of a recording that was begun; null when it cannot be opened. */
  keyOf(recording: { readonly recordingId: string; readonly tenantId: string }): Promise<string | null>;
  finish(
    recording: { readonly recordingId: string; readonly tenantId: string },
    segments: readonly RecordingSegment[],
  ): Promise<void>;
}

/** What the sound desk stands on. */
export interface MediaControllerOptions {
  readonly engine: MediaEngine;
  readonly recordings: RecordingKeeper;
  /** The address that far ends send their sound to. */
  readonly advertised: string;
  /** The address that the signalling of a leg comes from; null while it has none. */
  readonly sourceOf: (legId: string) => string | null;
  /** Codecs of a party, best first. */
  readonly codecsOf: (party: Party) => readonly Codec[];
  /** Whether a party's sound must be encrypted; one that offers to encrypt it is taken at its word anyway. */
  readonly isEncrypted: (party: Party) => boolean;
  /** Whether a party is a browser, which speaks by DTLS-SRTP and ICE alone. */
  readonly isBrowser: (party: Party) => boolean;
  /** The way to browsers. */
  readonly browsers: Omit<BrowserSoundOptions, "onChange">;
  /** A call centre's prompt by the name its flows know it by; null when there is none. */
  readonly promptOf: (tenantId: string, prompt: string) => ShelvedPrompt | null;
  /** Names of the prompts that are played on hold, when a recording begins, and to who takes a test call. */
  readonly prompts: { readonly music: string; readonly notice: string; readonly greeting: string };
  readonly tell: (callId: string, input: CallInput) => void;
  readonly tellAll: (input: CallInput) => void;
  readonly onFigures: (leg: LegName & { readonly tenantId: string }, figures: LegFigures) => void;
  readonly log: Log;
}

/** Asks the engine; rejects when it refuses. */
export type Ask = <Kind extends MediaCommand["kind"]>(command: CommandOf<Kind>) => Promise<MediaAnswers[Kind]>;
