/** What agents dial at a desk phone; the only place that says so. */
export const FEATURE_CODES = { "log-in": "*50", "log-out": "*51", pause: "*52", ready: "*53" } as const;

/** What a code asks for. */
export type FeatureCodeAction = keyof typeof FEATURE_CODES;

/** A code as it was dialled: `digits` are the desk number behind `*50`, or the key of a reason behind `*52`; mostly empty. */
export interface DialledFeatureCode {
  readonly act: FeatureCodeAction;
  readonly digits: string;
}

/** Three to eight digits, as the forms take them: never a PIN, which is asked for by voice. */
const AGENT_NUMBER = /^(?:\d{3,8})?$/;
const REASON = /^[1-9]?$/;
const NOTHING = /^$/;

/** What may stand behind a code. */
const DIGITS: Readonly<Record<FeatureCodeAction, RegExp>> = {
  "log-in": AGENT_NUMBER,
  "log-out": NOTHING,
  pause: REASON,
  ready: NOTHING,
};

const ACTIONS = Object.keys(FEATURE_CODES) as readonly FeatureCodeAction[];

function actOf(dialled: string): FeatureCodeAction | undefined {
  return ACTIONS.find((act) => dialled.startsWith(FEATURE_CODES[act]));
}

/** The code that was dialled: `malformed` with what does not belong behind it, null for any other number. */
export function readFeatureCode(dialled: string): DialledFeatureCode | "malformed" | null {
  const act = actOf(dialled);
  if (act === undefined) return null;
  const digits = dialled.slice(FEATURE_CODES[act].length);
  return DIGITS[act].test(digits) ? { act, digits } : "malformed";
}

/**
 * A dialled number as it may be kept. Whoever is in a hurry dials his PIN behind the code: whatever stands there is in no record,
 * be it a desk number or not.
 */
export function withoutFeatureCodeDigits(dialled: string): string {
  const act = actOf(dialled);
  return act === undefined ? dialled : FEATURE_CODES[act];
}
