/** The feature codes of agents; defined only here. */
export const FEATURE_CODES = { "log-in": "*50", "log-out": "*51", pause: "*52", ready: "*53" } as const;

/** The actions of feature codes. */
export type FeatureCodeAction = keyof typeof FEATURE_CODES;

/** A dialled feature code: `digits` are the agent number after `*50`, or the key of a pause reason after `*52`; mostly empty. */
export interface DialledFeatureCode {
  readonly act: FeatureCodeAction;
  readonly digits: string;
}

/** Three to eight digits, as in the forms: never a PIN, which is collected by voice prompt. */
const AGENT_NUMBER = /^(?:\d{3,8})?$/;
const REASON = /^[1-9]?$/;
const NOTHING = /^$/;

/** The permitted digits after each code. */
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

/** Parses a feature code: `malformed` with digits that are not permitted after it, null for any other number. */
export function readFeatureCode(dialled: string): DialledFeatureCode | "malformed" | null {
  const act = actOf(dialled);
  if (act === undefined) return null;
  const digits = dialled.slice(FEATURE_CODES[act].length);
  return DIGITS[act].test(digits) ? { act, digits } : "malformed";
}

/**
 * A dialled number in storable form. An agent may dial a PIN after the code by mistake, so that any digits after it are removed, whether or not they
 * are an agent number.
 */
export function withoutFeatureCodeDigits(dialled: string): string {
  const act = actOf(dialled);
  return act === undefined ? dialled : FEATURE_CODES[act];
}
