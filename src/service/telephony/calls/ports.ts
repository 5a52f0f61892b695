import type { Result } from "../../../kernel/index.ts";
import type { CallActCommand, CallActRefusal, RecordRefusal, RedirectRefusal } from "../call-control/index.ts";
import type { Arrival, Party, SoundFault, Target } from "./call.ts";
import type { CallInput } from "./call-step.ts";
import type { CallRecordingCommand } from "./recording/recording-command.ts";
import type { PlayedClip } from "./tasks/call-tasks.ts";

/** A leg as the ports know it. */
export interface LegName {
  readonly callId: string;
  readonly legId: string;
}

/** Signalling towards far ends. Results arrive as inputs of the call. Nothing here throws or waits. */
export interface Signalling {
  /** Invites a far end with the offer of the leg's media. */
  invite(leg: LegName, wish: { readonly party: Party; readonly sdp: string }): void;
  /** Reports ringing to the caller. */
  ring(leg: LegName): void;
  /** Sends early media to the caller, with the answer of the leg's media. */
  progress(leg: LegName, sdp: string): void;
  /** Answers the caller with the answer of the leg's media. */
  answer(leg: LegName, sdp: string): void;
  /** Refuses the caller; `cause` is Q.850. */
  reject(leg: LegName, why: { readonly status: number; readonly cause: number }): void;
  /** Ends a leg as its state requires: CANCEL, BYE, or nothing when it never began. */
  hangUp(leg: LegName, cause: number): void;
  /** Accepts a new offer of a far end with this answer. */
  acceptOffer(leg: LegName, sdp: string): void;
  /** Refuses a new offer of a far end (488); the session continues unchanged. */
  refuseOffer(leg: LegName): void;
  /** Sends a new offer to a far end; its answer arrives as the answer to an offer. */
  reoffer(leg: LegName, sdp: string): void;
  answerTransfer(leg: LegName, isTaken: boolean): void;
  notifyTransfer(leg: LegName, status: number): void;
  /** Sends a REFER to a far end; its response and its NOTIFY requests are inputs of the call. */
  refer(leg: LegName, wish: { readonly party: Party; readonly number: string }): void;
  /** Withdraws a REFER that was not sent yet. */
  dropRefer(leg: LegName): void;
  /** Events of a leg go to another call from now on. */
  handOver(leg: LegName, toCallId: string): void;
}

/** Audio that a leg hears. */
export type Sound = "ringing" | "music" | "notice" | "greeting" | "silence";

/** Media operations for the legs of a call. Promises settle within their deadline; a refusal is a media fault. */
export interface MediaController {
  /** Opens the media of a leg: with `offer` returns the answer, without one an own offer; or why it failed. */
  open(
    leg: LegName,
    wish: {
      readonly tenantId: string;
      readonly party: Party;
      readonly offer: string | null;
      /** Legs of one group can be connected with each other. */
      readonly group: string;
    },
  ): Promise<Result<string, SoundFault>>;
  /** Takes the far end's answer to an own offer. */
  connect(leg: LegName, answer: string): Promise<void>;
  /** Takes a new offer of the far end and makes the answer. */
  reopen(leg: LegName, offer: string): Promise<string>;
  /** Opens a new connection for a browser and makes its offer. */
  reoffer(leg: LegName): Promise<string>;
  bridge(callId: string, legIds: readonly [string, string]): Promise<void>;
  /** Audible pairs of these legs of a call: the second of each pair hears the first. */
  hear(
    callId: string,
    who: { readonly legIds: readonly string[]; readonly heard: readonly (readonly [string, string])[] },
  ): Promise<void>;
  play(leg: LegName, sound: Sound): Promise<void>;
  beginRecording(recording: {
    readonly callId: string;
    readonly tenantId: string;
    readonly recordingId: string;
    readonly legIds: readonly [string, string];
    /** Whether silence at both ends is trimmed, set at the start. */
    readonly isTrimmed?: boolean;
  }): Promise<void>;
  /** Pauses the recording, or notes that the pause is over. */
  holdRecording(recordingId: string, isPaused: boolean): Promise<void>;
  endRecording(recording: { readonly callId: string; readonly recordingId: string }): Promise<void>;
  /** Ends the recording and deletes it, its key first. */
  dropRecording(recordingId: string): Promise<void>;
  /** Nothing of a conversation is recorded until the recording is started again. */
  pauseRecording(recordingId: string): Promise<void>;
  /** Plays clips one after the other; the result arrives as an input of the call. Rejects when they cannot be played. */
  playClips(
    leg: LegName,
    wish: {
      readonly tenantId: string;
      readonly play: string;
      readonly clips: readonly PlayedClip[];
      readonly times: number | null;
    },
  ): Promise<void>;
  /** Records the voicemail of one leg, and reports when it has been silent for the given time. */
  beginMessage(
    leg: LegName,
    message: {
      readonly tenantId: string;
      readonly recordingId: string;
      readonly queueId: string;
      readonly quietMs: number;
    },
  ): Promise<void>;
  /** Ends a voicemail; a discarded one leaves a row without audio. */
  endMessage(leg: LegName, message: { readonly recordingId: string; readonly isKept: boolean }): Promise<void>;
  /** The media events of a leg belong to another call from now on. */
  handOver(leg: LegName, toCallId: string): void;
  close(leg: LegName): Promise<void>;
}

/** The devices at which a phone can be reached whose leg has gone silent. */
export interface SoughtDevice {
  readonly targets: readonly Target[];
  readonly isThere: boolean;
}

/** All calls of a switch: one mailbox each, and only the mailbox changes its call. */
export interface CallEngine {
  /** Accepts a call with its offer, null for none; false, without any effect, when there are too many. */
  arrive(arrival: Arrival, offer: string | null): boolean;
  /** Delivers an input to a call; ignored for a call that has ended. `sdp` accompanies inputs that carry a session description. */
  tell(callId: string, input: CallInput, sdp?: string): void;
  /** Caller and called party as presented to an invited party; empty for a call that has ended. */
  shownTo(callId: string): {
    readonly caller: string;
    readonly called: string;
    readonly code: string | null;
    /** The code under which the call dials out where it belongs to none; omitted for none. */
    readonly dialsUnder?: string;
    /** Hops the call may still take. */
    readonly hops: number;
  };
  /** Whether a command is valid in the present state of a call. */
  judge(callId: string, command: CallActCommand): Result<unknown, CallActRefusal>;
  /** Whether a call can be cancelled: it is not answered yet. */
  judgeTakeBack(callId: string): Result<unknown, "call-not-open" | "call-answered">;
  /** Whether another script can control a call in its present state; `whileWaiting` requires that it waits in a queue. */
  judgeRedirect(callId: string, lead: { readonly whileWaiting: boolean }): Result<unknown, RedirectRefusal>;
  /** Whether a stream can start, or stop, in the present state of a call. */
  judgeStream(callId: string, begins: boolean): Result<unknown, RedirectRefusal>;
  /** Whether a recording command of an API client is valid in the present state of a call. */
  judgeRecord(callId: string, wish: CallRecordingCommand): Result<unknown, RedirectRefusal | RecordRefusal>;
  /** The media group of a call that a phone is in; null for none. */
  groupOf(phoneId: string): string | null;
  /** A phone has registered: calls that look for its devices look them up again. */
  seen(phoneId: string): void;
  /** Delivers an input to every call. */
  tellAll(input: CallInput): void;
  size(): number;
  /** Calls in set-up for which no phone rings yet. */
  preparing(): number;
  /** Ends all calls and waits until their records are on disk, for at most `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}
