import type { CallTask, DataLookupResult, TaskOutcome } from "../../../telephony/calls/index.ts";
import type { Flow, FlowLanguage } from "../contract.ts";
import type { DayOff, NamedHours } from "../hours/opening.shared.ts";

/**
 * Maximum steps that one call enters. A caller without input ends earlier, after at most every step of the flow once, and attempts within a step are limited by
 * the step; this limit is for a caller who repeats choices.
 */
export const VISITS_MAX = 250;

/** A published version of a flow, with the days off and the named hours at the start of the call. It never changes. */
export interface FlowVersion {
  readonly flow: Flow;
  readonly daysOff: readonly DayOff[];
  /** The named hours of the call centre; none where no step uses any. */
  readonly namedHours?: readonly NamedHours[];
}

/** A choice of the caller in a menu, as shown to the agent. */
export interface MenuChoice {
  readonly stepId: string;
  /** The names of the menu and of the choice. */
  readonly step: string;
  readonly label: string;
  readonly keys: string;
}

/** An entry that was found, and its prompt. */
export type AnswerFound = Extract<DataLookupResult, { readonly is: "found" }>;

/**
 * Result of a look-up, with the list and its version. "found" means that it was played to its end; "unheard" that it could not be played, or that the caller
 * pressed a key or left during it.
 */
export interface LookupResult {
  readonly stepId: string;
  readonly result: "found" | "unheard" | "not-found" | "failed";
  readonly listId: string;
  readonly list?: string;
  readonly version?: number;
  readonly said?: string;
}

/** How a flow ended: by a step, because the caller left, or because of too many steps. */
export type FlowEnd = "hung-up" | "caller-gone" | "too-many-steps";

/** One call in its flow. The version is that of its start, regardless of later publications. */
export interface FlowState {
  readonly version: FlowVersion;
  readonly stepId: string | null;
  /** Token of the running tasks; an end with another token is late. */
  readonly token: number;
  readonly attempt: number;
  readonly stage: number;
  readonly before: "no-input" | "wrong-input" | null;
  /** The result of a look-up while it is played. */
  readonly answer: AnswerFound | null;
  readonly language: FlowLanguage;
  readonly values: Readonly<Record<string, string>>;
  readonly choices: readonly MenuChoice[];
  readonly visits: number;
  readonly end: FlowEnd | null;
}

/** Inputs of a call in its flow. */
export type FlowInput =
  | { readonly input: "begun" }
  | { readonly input: "finished"; readonly token: number; readonly outcome: TaskOutcome }
  | { readonly input: "caller-gone" }
  | { readonly input: "cut-off" };

/** The named hours that decided, with their version. */
export type DecidingHours = Pick<NamedHours, "id" | "name" | "version">;

/** Effects of a flow. `run` replaces all tasks of the call. */
export type FlowEffect =
  | { readonly effect: "entered"; readonly stepId: string }
  /** A step decided without a task: by the hour, or by the variables of the caller. */
  | { readonly effect: "decided"; readonly stepId: string; readonly way: string; readonly hours?: DecidingHours }
  | { readonly effect: "run"; readonly token: number; readonly tasks: readonly CallTask[] }
  | { readonly effect: "remember"; readonly name: string; readonly value: string }
  | { readonly effect: "chose"; readonly choice: MenuChoice }
  | { readonly effect: "looked-up"; readonly lookedUp: LookupResult }
  | { readonly effect: "ended"; readonly end: FlowEnd };
