/** One activity that a later classification calls otherwise: `from` until the day before `on`, `to` since. */
export interface KbliStep {
  readonly from: string;
  readonly to: string;
  /** Local date. */
  readonly on: string;
  /** E.g. "KBLI 2025". */
  readonly classification: string;
}

/** What an activity is called on a day. */
export interface KbliName {
  readonly code: string;
  /** The change that gave it this code; null while it has its first. */
  readonly by: KbliStep | null;
}

/** Most classifications that one code is followed through. */
const STEPS_MAX = 20;

/** Follows `code` through every change in force on the local date `date`. A case keeps its code; this is shown beside it. */
export function kbliOn(steps: readonly KbliStep[], asked: { readonly code: string; readonly date: string }): KbliName {
  const inForce = steps
    .filter((step) => step.on <= asked.date)
    .toSorted((left, right) => (left.on < right.on ? -1 : 1));
  let name: KbliName = { code: asked.code, by: null };
  for (const step of inForce.slice(0, STEPS_MAX)) {
    if (step.from === name.code) name = { code: step.to, by: step };
  }
  return name;
}

/**
 * Every code that means the activity `code` on the local date `date`: itself, what it was before and what it is now. A
 * NIB may hold an old code where a rule names the new one, and the other way round; neither is a fault.
 */
export function kbliNames(
  steps: readonly KbliStep[],
  asked: { readonly code: string; readonly date: string },
): readonly string[] {
  const now = kbliOn(steps, asked).code;
  const codes = [asked.code, ...steps.flatMap((step) => [step.from, step.to])];
  return [...new Set(codes)].filter((code) => kbliOn(steps, { code, date: asked.date }).code === now);
}
