/** The steps of the first hour, in their order. */
export const STEPS = ["number", "trunk", "phone", "ringing", "test-call", "first-call"] as const;

/** One of `STEPS`. */
export type Step = (typeof STEPS)[number];

/** What the steps are read from: counts of what is there now, and whether a call was ever answered. */
export interface FirstHourFacts {
  /** Codes in service, of which no paper is missing. */
  readonly numbers: number;
  /** Lines that are on. */
  readonly trunks: number;
  /** Phones that can be reached now. */
  readonly registered: number;
  /** Codes of which a phone that can be reached rings, or which a published flow answers. */
  readonly ringing: number;
  readonly hasAnsweredTest: boolean;
  readonly hasAnsweredCall: boolean;
}

/**
 * Which steps are done, read from the facts each time: a step can be undone again, as by a phone that goes away. A call
 * that was answered proves the test before it. `next` is the first step that is not done.
 */
export function firstHour(facts: FirstHourFacts): {
  readonly steps: readonly { readonly step: Step; readonly isDone: boolean }[];
  readonly next: Step | null;
} {
  const done: Readonly<Record<Step, boolean>> = {
    number: facts.numbers > 0,
    trunk: facts.trunks > 0,
    phone: facts.registered > 0,
    ringing: facts.ringing > 0,
    "test-call": facts.hasAnsweredTest || facts.hasAnsweredCall,
    "first-call": facts.hasAnsweredCall,
  };
  const steps = STEPS.map((step) => ({ step, isDone: done[step] }));
  return { steps, next: steps.find(({ isDone }) => !isDone)?.step ?? null };
}
