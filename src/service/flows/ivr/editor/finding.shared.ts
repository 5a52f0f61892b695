import type { LookupKind } from "./lookup-text.shared.ts";

/** The rules of the check; each has a text (`flows.findings`) with the problem and its correction. */
export const FLOW_RULES = [
  ...(["start-open", "step-twice", "step-missing", "way-open", "unreachable", "too-deep", "loop-without-act"] as const),
  ...(["menu-without-choices", "menu-without-way-out", "keys-twice", "keys-shadowed", "digits-reversed"] as const),
  ...(["phrase-empty", "too-many-readings", "prompt-missing", "prompt-not-in-language"] as const),
  ...([
    "queue-missing",
    "queue-not-chosen",
    "number-missing",
    "value-unknown",
    "value-reserved",
    "condition-empty",
    "test-empty",
    "served-after-booking",
  ] as const),
  ...(["hours-reversed", "hours-overlap", "hours-never-open", "special-day-twice", "hours-missing"] as const),
  ...(["list-missing", "list-without-postcode", "says-empty", "says-field-unknown"] as const),
  ...(["language-twice", "language-not-offered", "survey-empty", "survey-before-call"] as const),
] as const;

/** One of `FLOW_RULES`. */
export type FlowRule = (typeof FLOW_RULES)[number];

/** A problem of a flow: its place, its rule, and the parameters of its text. */
export interface FlowFinding {
  /** Null for the flow itself. */
  readonly stepId: string | null;
  /** The field of the step, e.g. "choices.0.next". */
  readonly field: string;
  readonly rule: FlowRule;
  readonly params: Readonly<Record<string, string>>;
}

/** Resources that a flow may reference: prompts by name with their languages, queues, and named hours. */
export interface FlowSurroundings {
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly queues: ReadonlySet<string>;
  /** Ids of named hours. */
  readonly hours: ReadonlySet<string>;
  /** Lists of places and prices by id, with their kind. */
  readonly lists: ReadonlyMap<string, LookupKind>;
}
