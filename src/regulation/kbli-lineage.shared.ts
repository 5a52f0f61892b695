/** An activity that a later classification renames: `from` until the day before `on`, `to` since. */
export interface KbliStep {
  readonly from: string;
  readonly to: string;
  /** Local date. */
  readonly on: string;
  /** E.g. "KBLI 2025". */
  readonly classification: string;
}

/** The code of an activity on a day. */
export interface KbliName {
  readonly code: string;
  /** The change that gave it this code; null for its first code. */
  readonly by: KbliStep | null;
}

/** Maximum number of classifications through which one code is followed. */
const STEPS_MAX = 20;

/** Follows `code` through every change in force on the local date `date`. A case keeps its code; the present one is displayed beside it. */
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
 * Every code that means the activity `code` on the local date `date`: itself, earlier and present ones. A NIB may have
 * an old code where a rule names the new one, and vice versa; neither is an error.
 */
export function kbliNames(
  steps: readonly KbliStep[],
  asked: { readonly code: string; readonly date: string },
): readonly string[] {
  const now = kbliOn(steps, asked).code;
  const codes = [asked.code, ...steps.flatMap((step) => [step.from, step.to])];
  return [...new Set(codes)].filter((code) => kbliOn(steps, { code, date: asked.date }).code === now);
}
