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

/** How a call speaks to far ends. What comes back arrives as inputs of the call. Nothing here throws or waits. */
export interface Signalling {
  /** Invites a far end with the offer that the leg's sound has made. */
  invite(leg: LegName, wish: { readonly party: Party; readonly sdp: string }): void;
  /** Says that somebody's phone rings. */
  ring(leg: LegName): void;
  /** Lets the caller hear what comes before the answer, with the answer that the leg's sound has made. */
  progress(leg: LegName, sdp: string): void;
  /** Answers the caller with the answer that the leg's sound has made. */
  answer(leg: LegName, sdp: string): void;
  /** Refuses the caller; `cause` is Q.850. */
  reject(leg: LegName, why: { readonly status: number; readonly cause: number }): void;
  /** Ends a leg by what it needs: CANCEL, BYE, or nothing when it never began. */
  hangUp(leg: LegName, cause: number): void;
  /** Accepts a new offer of a far end with this answer. */
  acceptOffer(leg: LegName, sdp: string): void;
  /** Refuses a new offer of a far end (488); the session goes on as it was. */
  refuseOffer(leg: LegName): void;
  /** Sends a new offer to a far end; its answer arrives as the answer to an offer. */
  reoffer(leg: LegName, sdp: string): void;
  answerTransfer(leg: LegName, isTaken: boolean): void;
  notifyTransfer(leg: LegName, status: number): void;
  /** Asks a far end to call a number by itself; what it says to that, and what it tells of it, are inputs of the call. */
  refer(leg: LegName, wish: { readonly party: Party; readonly number: string }): void;
  /** Takes it back where it was not said yet. */
  dropRefer(leg: LegName): void;
  /** Events of a leg go to another call from now on. */
  handOver(leg: LegName, toCallId: string): void;
}

/** What a leg hears. */
export type Sound = "ringing" | "music" | "notice" | "greeting" | "silence";

/** How a call reaches the sound of its legs. Promises settle within their deadline; a refusal is a fault of the sound. */
export interface MediaController {
  /** Opens the sound of a leg: with `offer` the answer to it comes back, without one an offer of ours; or why there is none. */
  open(
    leg: LegName,
    wish: {
      readonly tenantId: string;
      readonly party: Party;
      readonly offer: string | null;
      /** Legs of one group can be joined with each other. */
      readonly group: string;
    },
  ): Promise<Result<string, SoundFault>>;
  /** Takes the far end's answer to our offer. */
  connect(leg: LegName, answer: string): Promise<void>;
  /** Takes a new offer of the far end and makes the answer. */
  reopen(leg: LegName, offer: string): Promise<string>;
  /** Opens a browser's connection anew and makes the offer of it. */
  reoffer(leg: LegName): Promise<string>;
  bridge(callId: string, legIds: readonly [string, string]): Promise<void>;
  /** Who is heard by whom among these legs of a call: the first of each pair by the second. */
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
    /** Where it begins: whether silence at both ends of it is left out. */
    readonly isTrimmed?: boolean;
  }): Promise<void>;
  /** Has it stand still, or notes that it does no more. */
  holdRecording(recordingId: string, isPaused: boolean): Promise<void>;
  endRecording(recording: { readonly callId: string; readonly recordingId: string }): Promise<void>;
  /** Ends it and takes away what there is of it, its key first. */
  dropRecording(recordingId: string): Promise<void>;
  /** Nothing of a conversation is kept until it is begun again. */
  pauseRecording(recordingId: string): Promise<void>;
  /** Plays clips one after the other; what comes of it arrives as an input of the call. Rejects when they cannot be played. */
  playClips(
    leg: LegName,
    wish: {
      readonly tenantId: string;
      readonly play: string;
      readonly clips: readonly PlayedClip[];
      readonly times: number | null;
    },
  ): Promise<void>;
  /** Records what one leg says, and tells when it has been quiet for so long. */
  beginMessage(
    leg: LegName,
    message: {
      readonly tenantId: string;
      readonly recordingId: string;
      readonly queueId: string;
      readonly quietMs: number;
    },
  ): Promise<void>;
  /** Ends a message; one that is not kept leaves a row without sound. */
  endMessage(leg: LegName, message: { readonly recordingId: string; readonly isKept: boolean }): Promise<void>;
  /** What a leg's sound tells belongs to another call from here on. */
  handOver(leg: LegName, toCallId: string): void;
  close(leg: LegName): Promise<void>;
}

/** Where a phone can be reached whose leg has gone silent. */
export interface SoughtDevice {
  readonly targets: readonly Target[];
  readonly isThere: boolean;
}

/** All calls of a switch: one mailbox each, which alone changes its call. */
export interface CallEngine {
  /** Takes a call in with its offer, null for none; false when there are too many, and nothing was done. */
  arrive(arrival: Arrival, offer: string | null): boolean;
  /** Gives a call what happened to it; nothing for a call that has ended. `sdp` goes with what carries one. */
  tell(callId: string, input: CallInput, sdp?: string): void;
  /** Caller and called party, as an invited party sees them; empty for a call that has ended. */
  shownTo(callId: string): {
    readonly caller: string;
    readonly called: string;
    readonly code: string | null;
    /** The code under which it dials outside where it is for none; left out for none. */
    readonly dialsUnder?: string;
    /** Hops the call may still take. */
    readonly hops: number;
  };
  /** Whether an act means something at a call as it stands now. */
  judge(callId: string, command: CallActCommand): Result<unknown, CallActRefusal>;
  /** Whether a call can be cancelled: it is not answered yet. */
  judgeTakeBack(callId: string): Result<unknown, "call-not-open" | "call-answered">;
  /** Whether another script can lead a call as it stands; `whileWaiting` asks that it waits in a queue. */
  judgeRedirect(callId: string, lead: { readonly whileWaiting: boolean }): Result<unknown, RedirectRefusal>;
  /** Whether a stream can begin, or end, at a call as it stands. */
  judgeStream(callId: string, begins: boolean): Result<unknown, RedirectRefusal>;
  /** Whether what a program wants of the recording of a call means something as it stands. */
  judgeRecord(callId: string, wish: CallRecordingCommand): Result<unknown, RedirectRefusal | RecordRefusal>;
  /** The group of the sound of a call that a phone is in; null where it is in none. */
  groupOf(phoneId: string): string | null;
  /** A phone has signed in: a call that looks for it looks again. */
  seen(phoneId: string): void;
  /** Tells every call. */
  tellAll(input: CallInput): void;
  size(): number;
  /** Calls in set-up for which no phone rings yet. */
  preparing(): number;
  /** Ends all calls and waits until their records are on disk, for as long as `graceMs`; safe to call twice. */
  close(graceMs: number): Promise<void>;
}
