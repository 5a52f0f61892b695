/** The steps of the first hour, in their order. */
export const STEPS = ["number", "trunk", "phone", "ringing", "test-call", "first-call"] as const;

/** One of `STEPS`. */
export type Step = (typeof STEPS)[number];

/** The facts that decide on the steps: current counts, and whether a call was ever answered. */
export interface FirstHourFacts {
  /** Codes in service with complete papers. */
  readonly numbers: number;
  /** Trunks that are on. */
  readonly trunks: number;
  /** Registered phones. */
  readonly registered: number;
  /** Codes with a registered phone, or with a published flow. */
  readonly ringing: number;
  readonly hasAnsweredTest: boolean;
  readonly hasAnsweredCall: boolean;
}

/**
 * Computes the finished steps from the current facts: a step can become open again, as when a phone loses its registration. An answered call proves the test
 * before it. `next` is the first open step.
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
