import type { CallEventBody } from "../records/index.ts";
import type { CallTask, TaskOutcome } from "./call-task.ts";

/** What can happen to a script. */
export type ScriptInput =
  | { readonly input: "begun" }
  /** All tasks of this token are over; the outcome is the last one's. */
  | { readonly input: "finished"; readonly token: number; readonly outcome: TaskOutcome }
  | { readonly input: "caller-gone" }
  /** The call ends, and not by its caller; what the script had begun is told, nothing new begins. */
  | { readonly input: "cut-off" };

/** A script after a step: what it tells for the record, and the tasks that take the place of all others; null ends the call. */
export interface ScriptStep {
  readonly script: Script;
  readonly bodies: readonly CallEventBody[];
  readonly run: { readonly token: number; readonly tasks: readonly CallTask[] } | null;
}

/**
 * What decides which tasks a call does next: a flow at the version the call began with, or an application. A value; a step
 * gives a new one and does nothing else.
 */
export interface Script {
  step(input: ScriptInput, nowMs: number): ScriptStep;
}

/** What a call of a code does; null for a code that rings phones. */
export type ScriptBook = (code: string, call: { readonly caller: string; readonly called: string }) => Script | null;
