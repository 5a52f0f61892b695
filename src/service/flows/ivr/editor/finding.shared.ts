import type { LookupKind } from "./lookup-text.shared.ts";

/** The rules a flow is checked by; each has its words (`flows.findings`): what is wrong, and what would mend it. */
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

/** What is wrong with a flow: where, by which rule, and what the words about it need to know. */
export interface FlowFinding {
  /** Null for the flow itself. */
  readonly stepId: string | null;
  /** The field of the step, e.g. "choices.0.next". */
  readonly field: string;
  readonly rule: FlowRule;
  readonly params: Readonly<Record<string, string>>;
}

/** What a flow may speak of: the prompts by name with the languages they are there in, the queues, and the named hours. */
export interface FlowSurroundings {
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly queues: ReadonlySet<string>;
  /** Hours that are kept under a name, by their ids. */
  readonly hours: ReadonlySet<string>;
  /** Lists of places and prices by their ids, with what they hold. */
  readonly lists: ReadonlyMap<string, LookupKind>;
}
