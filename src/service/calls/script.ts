import type { CallEventBody } from "../records/index.ts";
import type { ApplicationWish, Hook } from "./application-port.ts";
import type { CallTask, TaskOutcome } from "./call-task.ts";

/** What can happen to a script. */
export type ScriptInput =
  | { readonly input: "begun" }
  /** All tasks of this token are over; the outcome is the last one's. */
  | { readonly input: "finished"; readonly token: number; readonly outcome: TaskOutcome }
  | { readonly input: "caller-gone"; readonly left?: LeftTask }
  /** The call ends, and not by its caller; what the script had begun is told, nothing new begins. */
  | { readonly input: "cut-off"; readonly left?: LeftTask };

/** The task that whoever the script serves has left by hanging up: what it came to, or null where it came to nothing. */
export interface LeftTask {
  readonly outcome: TaskOutcome | null;
}

/** A script after a step: what it tells for the record, and the tasks that take the place of all others; null ends the call. */
export interface ScriptStep {
  readonly script: Script;
  readonly bodies: readonly CallEventBody[];
  readonly run: { readonly token: number; readonly tasks: readonly CallTask[] } | null;
  /** What an application is told of a call that is over; left out for nothing. */
  readonly tells?: ApplicationWish;
}

/** What a script leaves to one that takes its place by order. */
export interface Inheritance {
  /** The hook that is asked where another one fails. */
  readonly fallback: Hook | null;
  /** The queue of callers whom nothing leads any more. */
  readonly fallbackQueueId: string | null;
  /** Events that the call has been given for what documents wanted. */
  readonly deeds: number;
}

/**
 * What decides which tasks a call does next: a flow at the version the call began with, or an application. A value; a step
 * gives a new one and does nothing else.
 */
export interface Script {
  step(input: ScriptInput, nowMs: number): ScriptStep;
  /** Left out where there is nothing to leave. */
  readonly leaves?: Inheritance;
  /** The same script with what the one before it leaves; left out where that means nothing to it. */
  inherit?(left: Inheritance): Script;
}

/** What somebody hears while he waits: music, nothing, or what a script says. */
export type Meanwhile = "music" | "silence" | Script;

/** What a call of a code does; null for a code that rings phones. */
export type ScriptBook = (code: string, call: { readonly caller: string; readonly called: string }) => Script | null;
