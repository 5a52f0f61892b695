import { assert, type Brand, ok, type Result, refuse } from "../../../kernel/index.ts";
import type { NumberingPlan, NumberPattern } from "../../../regulation/index.ts";

/** The short number of a call centre in the numbering plan, digits only. */
export type AccessCode = Brand<string, "AccessCode">;

/** Maximum length of a code in the plan. */
export const CODE_DIGITS_MAX = 12;

/** Maximum number of codes in one pattern. */
const PATTERN_CODES_MAX = 10_000;

const SEPARATORS = /[\s.-]/g;

/** Why a text is not an access code of the plan. */
export type AccessCodeRefusal =
  | { readonly code: "code-malformed"; readonly text: string; readonly digitsMax: number }
  | { readonly code: "code-reserved"; readonly accessCode: string; readonly kind: "emergency" | "reserved" }
  | PrefixConflictRefusal
  | { readonly code: "code-not-in-plan"; readonly accessCode: string };

/** Two numbers of which one is a prefix of the other: a network that has received the shorter one cannot distinguish them. */
export interface PrefixConflictRefusal {
  readonly code: "prefix-conflict";
  readonly accessCode: string;
  readonly other: string;
  readonly otherKind: "code" | "emergency" | "reserved";
}

/** The part of the plan that parsing and the conflict check use. */
export type CodePlan = Pick<NumberingPlan, "patterns" | "emergencyCodes" | "reservedCodes" | "prefixConflictCheck">;

/**
 * Parses an access code as people write it ("14045", "1500 123", "1500-123"). A text outside the plan is refused with
 * the most specific reason: an emergency or reserved number, a prefix conflict with a code of the plan, or neither.
 */
export function parseAccessCode(text: string, plan: CodePlan): Result<AccessCode, AccessCodeRefusal> {
  const digits = text.slice(0, 4 * CODE_DIGITS_MAX).replace(SEPARATORS, "");
  if (!/^\d+$/.test(digits) || digits.length > CODE_DIGITS_MAX) {
    return refuse({ code: "code-malformed", text: text.slice(0, 4 * CODE_DIGITS_MAX), digitsMax: CODE_DIGITS_MAX });
  }
  if (plan.emergencyCodes.includes(digits)) {
    return refuse({ code: "code-reserved", accessCode: digits, kind: "emergency" });
  }
  if (plan.reservedCodes.includes(digits)) {
    return refuse({ code: "code-reserved", accessCode: digits, kind: "reserved" });
  }
  const conflict = findPlanConflict(digits, plan);
  if (conflict !== null) return refuse(conflict);
  const known = findPattern(digits, plan.patterns) !== null;
  return known ? ok(digits as AccessCode) : refuse({ code: "code-not-in-plan", accessCode: digits });
}

/** The pattern that contains the code `digits`, or null. */
export function findPattern(digits: string, patterns: readonly NumberPattern[]): NumberPattern | null {
  return patterns.find((pattern) => isInPattern(digits, pattern)) ?? null;
}

function isInPattern(digits: string, pattern: NumberPattern): boolean {
  return digits.length === pattern.digits && pattern.lowest <= digits && digits <= pattern.highest;
}

/** Every code of `pattern`, lowest first. Throws above `PATTERN_CODES_MAX`. */
export function enumeratePattern(pattern: NumberPattern): readonly AccessCode[] {
  const lowest = Number(pattern.lowest);
  const total = Number(pattern.highest) - lowest + 1;
  assert(total >= 1 && total <= PATTERN_CODES_MAX, `pattern ${pattern.label} holds too many codes`);
  return Array.from(
    { length: total },
    (_, index) => String(lowest + index).padStart(pattern.digits, "0") as AccessCode,
  );
}

/** Display form of a code: 14045, 150 164, 1500 123. */
export function displayCode(digits: string): string {
  if (digits.length === 7) return `${digits.slice(0, 4)} ${digits.slice(4)}`;
  return digits.length === 6 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits;
}

/** True if one of two numbers of different length is a prefix of the other. */
export function isPrefixConflict(left: string, right: string): boolean {
  return left.length !== right.length && (left.startsWith(right) || right.startsWith(left));
}

/** Every proper prefix of `digits`: the numbers that a look-up for conflicts must query. */
export function prefixesOf(digits: string): readonly string[] {
  return Array.from({ length: Math.max(0, digits.length - 1) }, (_, index) => digits.slice(0, index + 1));
}

/** The first number among `taken`, `emergencyCodes` and `reservedCodes` that conflicts with the code, or null. */
export function findPrefixConflict(
  accessCode: string,
  numbers: Pick<CodePlan, "emergencyCodes" | "reservedCodes"> & { readonly taken: readonly string[] },
): PrefixConflictRefusal | null {
  const lists = [
    ["emergency", numbers.emergencyCodes],
    ["reserved", numbers.reservedCodes],
    ["code", numbers.taken],
  ] as const;
  for (const [otherKind, others] of lists) {
    const other = others.find((number) => isPrefixConflict(accessCode, number));
    if (other !== undefined) return { code: "prefix-conflict", accessCode, other, otherKind };
  }
  return null;
}

/** The first number of the plan that conflicts with `digits`, emergency numbers first, or null. */
export function findPlanConflict(digits: string, plan: CodePlan): PrefixConflictRefusal | null {
  if (!plan.prefixConflictCheck) return null;
  const taken = plan.patterns.map((pattern) => clashIn(digits, pattern)).filter((clash) => clash !== null);
  return findPrefixConflict(digits, { ...plan, taken });
}

/** The lowest code of `pattern` that is a proper prefix of `digits` or has `digits` as a prefix, or null. */
function clashIn(digits: string, pattern: NumberPattern): string | null {
  if (digits.length >= pattern.digits) {
    const beginning = digits.slice(0, pattern.digits);
    return digits.length > pattern.digits && isInPattern(beginning, pattern) ? beginning : null;
  }
  const lowest = pattern.lowest.startsWith(digits) ? pattern.lowest : digits.padEnd(pattern.digits, "0");
  return isInPattern(lowest, pattern) ? lowest : null;
}

/** Every state of a code. */
export const codeStates = [
  "idle",
  "held",
  "in-process",
  "evaluation",
  "active",
  "quarantine",
  "reserved",
  "blocked",
] as const;

/** The state of a code. */
export type CodeState = (typeof codeStates)[number];

/**
 * The permitted changes of a code: the states they start from and the state they lead to. Every statement that changes
 * a code is built from this table (`code-change.store.ts`), and the trigger of `access_code` enforces the same rows
 * (`code_transition`).
 */
export const codeChanges = {
  /** A company takes a hold. */
  hold: { from: ["idle"], to: "held" },
  /** The company cancels the hold, the hold expires, or an officer ends it. */
  "let-go": { from: ["held"], to: "idle" },
  lapse: { from: ["held"], to: "idle" },
  release: { from: ["held"], to: "idle" },
  /** The application for the code is submitted. */
  submit: { from: ["held"], to: "in-process" },
  /** An officer takes the application. */
  evaluate: { from: ["in-process"], to: "evaluation" },
  /** The application is returned to the applicant for correction. */
  "hand-back": { from: ["evaluation"], to: "in-process" },
  /** The application is withdrawn or rejected. */
  free: { from: ["in-process", "evaluation"], to: "idle" },
  /** A decree assigns the code. */
  assign: { from: ["in-process", "evaluation"], to: "active" },
  /** A decree from before Sambung is imported. */
  import: { from: ["idle"], to: "active" },
  /** The import of the code is undone. */
  "undo-import": { from: ["active"], to: "idle" },
  /** The code is opened, put in test mode or switched off; or the holder's name changes. */
  "switch-mode": { from: ["active"], to: "active" },
  rename: { from: ["active"], to: "active" },
  /** The holder returns the code, or it is revoked. */
  return: { from: ["active"], to: "quarantine" },
  revoke: { from: ["active"], to: "quarantine" },
  /** The quarantine ends. */
  "end-quarantine": { from: ["quarantine"], to: "idle" },
  /** An officer ends the quarantine early, with a reason. */
  "cut-quarantine": { from: ["quarantine"], to: "idle" },
  /** An officer reserves the code for a purpose, or releases it. */
  reserve: { from: ["idle"], to: "reserved" },
  unreserve: { from: ["reserved"], to: "idle" },
  /** An officer blocks or unblocks the code. A code in quarantine cannot be blocked: unblocking would end the quarantine early. */
  block: { from: ["idle", "reserved"], to: "blocked" },
  unblock: { from: ["blocked"], to: "idle" },
} as const satisfies Readonly<Record<string, { readonly from: readonly CodeState[]; readonly to: CodeState }>>;

/** A permitted change of a code. */
export type CodeChange = keyof typeof codeChanges;
