import type { Clip } from "../../prompts/index.ts";
import type { QueueOrder } from "../queue-port/queue-port.ts";
import type { TaskOf } from "./call-task.ts";
import type { QueueTreatment, Script } from "./script.ts";
import type { TaskStack } from "./task-stack.ts";

/** What a call plays: prompts by name, pauses, and the tone before a message. */
export type PlayedClip = Clip | { readonly kind: "tone"; readonly tone: "beep" };

/** What the caller hears of a task, from its begin to its end. */
export interface TaskPlay {
  /** No other play of the call has it. */
  readonly name: string;
  /** Whose end it is: the running task's, the tone's before a message, the place's in a queue, a wait's, an announcement's; music has none. */
  readonly of: "task" | "tone" | "place" | "meanwhile" | "announcement" | "music";
  readonly clips: readonly PlayedClip[];
  readonly times: number | null;
  /** How often it was begun again because the engine of sound died. */
  readonly restarts: number;
}

/** A number being dialled. */
export interface Dialling {
  readonly scope: number;
  readonly legIds: readonly string[];
}

/** A message being left; it has no recording while the tone is heard. */
export interface Message {
  readonly scope: number;
  readonly task: TaskOf<"record-message">;
  readonly recordingId: string | null;
  readonly beganUs: number;
}

/**
 * A caller who takes part in a conference, or is on his way into it: for a task of his own, to take somebody from a queue, or because he
 * was taken from the one that he waited in.
 */
export interface Conferring {
  readonly scope: number;
  readonly of: "conference" | "taking" | "taken";
  /** What he hears while there is nobody to hear, where nothing else was said. */
  readonly waitsWith: QueueTreatment;
  /** How long he may talk; undefined for as long as a call lasts. */
  readonly talkMs: number | undefined;
  readonly endsOnStar: boolean;
  /** The call that he talks with where a queue has put them together. */
  readonly withCallId: string | null;
  /** Null until he takes part. */
  readonly conferenceId: string | null;
  readonly isTalking: boolean;
  /** What he is to hear instead; null for nothing else. */
  readonly meanwhile: QueueTreatment | null;
  readonly enteredUs: number;
}

/** What is heard while somebody waits: the script, what it waits for, and the music beneath it. */
export interface RunningTreatment {
  readonly script: Script;
  readonly token: number;
  readonly nth: number;
  readonly music: string | null;
}

/** An agent whose phones ring for the caller. */
export interface RungAgent {
  readonly agentId: string;
  readonly legIds: readonly string[];
}

/** Whom a queue rings for a call, and who has accepted. */
export interface Rung {
  readonly ringing: readonly RungAgent[];
  readonly accepted: { readonly agentId: string; readonly legId: string } | null;
}

/** A caller in a queue: who is being rung for him, and who has accepted and is not joined yet. */
export interface Queueing extends Rung {
  readonly scope: number;
  readonly task: TaskOf<"enqueue">;
}

/**
 * How far a callback has come: `ringing` agents, `dialling` for the one who accepted, `talking` with him, or `over` for its queue,
 * which has been told how it ended.
 */
export type CallbackPhase = "ringing" | "dialling" | "talking" | "over";

/** Somebody who is called back. */
export interface Callback extends Rung {
  readonly stage: CallbackPhase;
  /** Orders that came before it was known whether the call may be. */
  readonly early: readonly QueueOrder[];
}

/** Somebody the caller talks with; an agent until the call is handed on. */
export interface Talk {
  readonly legId: string;
  readonly agentId: string | null;
}

/** A far end that is asked to call somebody else: what it has said to that, and what it told of it last; null for nothing. */
export interface Referring {
  readonly scope: number;
  readonly answered: number | null;
  readonly notified: number | null;
}

/** The tasks of a call with what belongs to the one that runs. */
export interface CallTasks {
  readonly script: Script;
  readonly stack: TaskStack;
  readonly play: TaskPlay | null;
  /** Plays that were begun so far. */
  readonly plays: number;
  /** The task whose timer is set; null for none. */
  readonly timerScope: number | null;
  readonly dialling: Dialling | null;
  readonly message: Message | null;
  readonly queueing: Queueing | null;
  /** The scope of the callback that is being booked. */
  readonly booking: number | null;
  /** The scope of what the agents' desk is asked. */
  readonly asking: number | null;
  readonly talk: Talk | null;
  readonly conferring: Conferring | null;
  readonly referring: Referring | null;
  readonly meanwhile: RunningTreatment | null;
  /** Whether the caller hears music. */
  readonly isMusic: boolean;
}
