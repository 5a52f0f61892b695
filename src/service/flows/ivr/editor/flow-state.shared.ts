import type { CallTask, DataLookupResult, TaskOutcome } from "../../../telephony/calls/index.ts";
import type { Flow, FlowLanguage } from "../contract.ts";
import type { DayOff, NamedHours } from "../hours/opening.shared.ts";

/**
 * Steps that one call enters at the most. A caller who does nothing ends before, after no more than every step of the flow once,
 * and tries within a step are bounded by the step; this is for whoever goes round and round by choosing.
 */
export const VISITS_MAX = 250;

/** A version of a flow as it was published, with the days off and the named hours as they were when the call began. It never changes. */
export interface FlowVersion {
  readonly flow: Flow;
  readonly daysOff: readonly DayOff[];
  /** The hours that the call centre keeps under a name; none where no step names any. */
  readonly namedHours?: readonly NamedHours[];
}

/** A choice the caller made in a menu, as the agent sees it. */
export interface MenuChoice {
  readonly stepId: string;
  /** The menu's name and the choice's. */
  readonly step: string;
  readonly label: string;
  readonly keys: string;
}

/** An entry that was found, and the prompt that says it. */
export type AnswerFound = Extract<DataLookupResult, { readonly is: "found" }>;

/**
 * What came of a look-up: what was told of which version of which list. "found" says that it was played to its end; "unheard"
 * that it could not be played, or that the caller pressed a key or left meanwhile.
 */
export interface LookupResult {
  readonly stepId: string;
  readonly result: "found" | "unheard" | "not-found" | "failed";
  readonly listId: string;
  readonly list?: string;
  readonly version?: number;
  readonly said?: string;
}

/** How a flow came to its end: by a step, because the caller left, or because he went round too often. */
export type FlowEnd = "hung-up" | "caller-gone" | "too-many-steps";

/** One call in its flow. The version is the one it began with, whatever is published meanwhile. */
export interface FlowState {
  readonly version: FlowVersion;
  readonly stepId: string | null;
  /** What the tasks that run are called; an end that names others is late. */
  readonly token: number;
  readonly attempt: number;
  readonly stage: number;
  readonly before: "no-input" | "wrong-input" | null;
  /** What a look-up has found, while it is said. */
  readonly answer: AnswerFound | null;
  readonly language: FlowLanguage;
  readonly values: Readonly<Record<string, string>>;
  readonly choices: readonly MenuChoice[];
  readonly visits: number;
  readonly end: FlowEnd | null;
}

/** What can happen to a call in its flow. */
export type FlowInput =
  | { readonly input: "begun" }
  | { readonly input: "finished"; readonly token: number; readonly outcome: TaskOutcome }
  | { readonly input: "caller-gone" }
  | { readonly input: "cut-off" };

/** Which named hours decided, in which version. */
export type DecidingHours = Pick<NamedHours, "id" | "name" | "version">;

/** What a flow asks for. `run` takes the place of all tasks the call has. */
export type FlowEffect =
  | { readonly effect: "entered"; readonly stepId: string }
  /** A step decided by itself which way to go: by the hour, or by what is known of the caller. */
  | { readonly effect: "decided"; readonly stepId: string; readonly way: string; readonly hours?: DecidingHours }
  | { readonly effect: "run"; readonly token: number; readonly tasks: readonly CallTask[] }
  | { readonly effect: "remember"; readonly name: string; readonly value: string }
  | { readonly effect: "chose"; readonly choice: MenuChoice }
  | { readonly effect: "looked-up"; readonly lookedUp: LookupResult }
  | { readonly effect: "ended"; readonly end: FlowEnd };
