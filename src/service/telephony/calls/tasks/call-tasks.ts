import type { Clip } from "../../prompts/index.ts";
import type { QueueOrder } from "../queue-port/queue-port.ts";
import type { TaskOf } from "./call-task.ts";
import type { QueueTreatment, Script } from "./script.ts";
import type { TaskStack } from "./task-stack.ts";

/** Audio that a call plays: prompts by name, pauses, and the tone before a message. */
export type PlayedClip = Clip | { readonly kind: "tone"; readonly tone: "beep" };

/** One playback of a task for the caller, from its beginning to its end. */
export interface TaskPlay {
  /** Unique among the playbacks of the call. */
  readonly name: string;
  /** What its end belongs to: the running task, the tone before a message, the position in a queue, a treatment, or an announcement; music has none. */
  readonly of: "task" | "tone" | "place" | "meanwhile" | "announcement" | "music";
  readonly clips: readonly PlayedClip[];
  readonly times: number | null;
  /** How often it was restarted because the media engine failed. */
  readonly restarts: number;
}

/** A number being dialled. */
export interface Dialling {
  readonly scope: number;
  readonly legIds: readonly string[];
}

/** A message in progress; it has no recording during the tone. */
export interface Message {
  readonly scope: number;
  readonly task: TaskOf<"record-message">;
  readonly recordingId: string | null;
  readonly beganUs: number;
}

/**
 * A caller who is in a conference or joining it: by a task of the caller's own, to take a caller from a queue, or because another call took the caller from a
 * queue.
 */
export interface Conferring {
  readonly scope: number;
  readonly of: "conference" | "taking" | "taken";
  /** Default audio while there is no other participant. */
  readonly waitsWith: QueueTreatment;
  /** Maximum talk time; undefined for the limit of a call. */
  readonly talkMs: number | undefined;
  readonly endsOnStar: boolean;
  /** The other call where a queue has connected the two. */
  readonly withCallId: string | null;
  /** Null until the call has joined. */
  readonly conferenceId: string | null;
  readonly isTalking: boolean;
  /** Audio instead of the default; null for none. */
  readonly meanwhile: QueueTreatment | null;
  readonly enteredUs: number;
}

/** Treatment of a wait: the script, its pending request, and the music beneath it. */
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

/** The agents that a queue rings for a call, and the one who has accepted. */
export interface Rung {
  readonly ringing: readonly RungAgent[];
  readonly accepted: { readonly agentId: string; readonly legId: string } | null;
}

/** A caller in a queue: the rung agents, and the agent who has accepted and is not connected yet. */
export interface Queueing extends Rung {
  readonly scope: number;
  readonly task: TaskOf<"enqueue">;
}

/** Progress of a callback: `ringing` agents, `dialling` for the agent who accepted, `talking`, or `over` when its queue was notified of the end. */
export type CallbackPhase = "ringing" | "dialling" | "talking" | "over";

/** A callback to a customer. */
export interface Callback extends Rung {
  readonly stage: CallbackPhase;
  /** Orders received before the permit was decided. */
  readonly early: readonly QueueOrder[];
}

/** A party that the caller talks with; an agent until the call is transferred. */
export interface Talk {
  readonly legId: string;
  readonly agentId: string | null;
}

/** A REFER to a far end: the status of its response and of its last NOTIFY; null for none. */
export interface Referring {
  readonly scope: number;
  readonly answered: number | null;
  readonly notified: number | null;
}

/** The tasks of a call with the state of the running one. */
export interface CallTasks {
  readonly script: Script;
  readonly stack: TaskStack;
  readonly play: TaskPlay | null;
  /** Playbacks started so far. */
  readonly plays: number;
  /** The task whose timer is set; null for none. */
  readonly timerScope: number | null;
  readonly dialling: Dialling | null;
  readonly message: Message | null;
  readonly queueing: Queueing | null;
  /** The scope of the callback booking in progress. */
  readonly booking: number | null;
  /** The scope of the pending request to the ACD. */
  readonly asking: number | null;
  readonly talk: Talk | null;
  readonly conferring: Conferring | null;
  readonly referring: Referring | null;
  readonly meanwhile: RunningTreatment | null;
  /** Whether the caller hears music. */
  readonly isMusic: boolean;
}
