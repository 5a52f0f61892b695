import { assert, type Brand, ok, type Result, refuse } from "../../../kernel/index.ts";
import type { NumberingPlan, NumberPattern } from "../../../regulation/index.ts";

/** The short number of a call centre that the numbering plan knows, digits only. */
export type AccessCode = Brand<string, "AccessCode">;

/** No code in the plan is longer. */
export const CODE_DIGITS_MAX = 12;

/** One pattern holds at most this many codes. */
const PATTERN_CODES_MAX = 10_000;

const SEPARATORS = /[\s.-]/g;

/** Why a text is not an access code of the plan. */
export type AccessCodeRefusal =
  | { readonly code: "code-malformed"; readonly text: string; readonly digitsMax: number }
  | { readonly code: "code-reserved"; readonly accessCode: string; readonly kind: "emergency" | "reserved" }
  | PrefixConflictRefusal
  | { readonly code: "code-not-in-plan"; readonly accessCode: string };

/** Two numbers of which one begins the other: a network that has heard the shorter cannot tell which is meant. */
export interface PrefixConflictRefusal {
  readonly code: "prefix-conflict";
  readonly accessCode: string;
  readonly other: string;
  readonly otherKind: "code" | "emergency" | "reserved";
}

/** The plan's part that parsing and conflicts ask for. */
export type CodePlan = Pick<NumberingPlan, "patterns" | "emergencyCodes" | "reservedCodes" | "prefixConflictCheck">;

/**
 * Reads an access code as people write it ("14045", "1500 123", "1500-123"). A text outside the plan is refused with
 * the best reason there is: an emergency or reserved number, a prefix conflict with a code of the plan, or neither.
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

/** The pattern that holds the code written by `digits`, or null. */
export function findPattern(digits: string, patterns: readonly NumberPattern[]): NumberPattern | null {
  return patterns.find((pattern) => isInPattern(digits, pattern)) ?? null;
}

function isInPattern(digits: string, pattern: NumberPattern): boolean {
  return digits.length === pattern.digits && pattern.lowest <= digits && digits <= pattern.highest;
}

/** Every code of `pattern`, lowest first. Throws beyond `PATTERN_CODES_MAX`. */
export function enumeratePattern(pattern: NumberPattern): readonly AccessCode[] {
  const lowest = Number(pattern.lowest);
  const total = Number(pattern.highest) - lowest + 1;
  assert(total >= 1 && total <= PATTERN_CODES_MAX, `pattern ${pattern.label} holds too many codes`);
  return Array.from(
    { length: total },
    (_, index) => String(lowest + index).padStart(pattern.digits, "0") as AccessCode,
  );
}

/** A code as people read it: 14045, 150 164, 1500 123. */
export function displayCode(digits: string): string {
  if (digits.length === 7) return `${digits.slice(0, 4)} ${digits.slice(4)}`;
  return digits.length === 6 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits;
}

/** True when one of two numbers of different length begins the other. */
export function isPrefixConflict(left: string, right: string): boolean {
  return left.length !== right.length && (left.startsWith(right) || right.startsWith(left));
}

/** Every beginning of `digits` that is shorter than it: the numbers that a look-up for conflicts must ask for. */
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

/** The first number the plan provides for, emergency numbers first, that conflicts with `digits`, or null. */
export function findPlanConflict(digits: string, plan: CodePlan): PrefixConflictRefusal | null {
  if (!plan.prefixConflictCheck) return null;
  const taken = plan.patterns.map((pattern) => clashIn(digits, pattern)).filter((clash) => clash !== null);
  return findPrefixConflict(digits, { ...plan, taken });
}

/** The lowest code of `pattern` that begins `digits` or is begun by it, or null. */
function clashIn(digits: string, pattern: NumberPattern): string | null {
  if (digits.length >= pattern.digits) {
    const beginning = digits.slice(0, pattern.digits);
    return digits.length > pattern.digits && isInPattern(beginning, pattern) ? beginning : null;
  }
  const lowest = pattern.lowest.startsWith(digits) ? pattern.lowest : digits.padEnd(pattern.digits, "0");
  return isInPattern(lowest, pattern) ? lowest : null;
}

/** Every state a code may be in. */
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
 * What may happen to a code, from which states, and what it is afterwards. Every statement that changes a code is made
 * from this (`code-change.store.ts`), and the trigger of `access_code` judges by the same rows (`code_transition`).
 */
export const codeChanges = {
  /** A company picks it. */
  hold: { from: ["idle"], to: "held" },
  /** The company gives the pick up, its time is over, or an officer ends it. */
  "let-go": { from: ["held"], to: "idle" },
  lapse: { from: ["held"], to: "idle" },
  release: { from: ["held"], to: "idle" },
  /** The application that names it is submitted. */
  submit: { from: ["held"], to: "in-process" },
  /** An officer takes the application. */
  evaluate: { from: ["in-process"], to: "evaluation" },
  /** The application goes back to the applicant for mending. */
  "hand-back": { from: ["evaluation"], to: "in-process" },
  /** The application is withdrawn or rejected. */
  free: { from: ["in-process", "evaluation"], to: "idle" },
  /** A decree assigns it. */
  assign: { from: ["in-process", "evaluation"], to: "active" },
  /** A decree from before Sambung is taken over. */
  import: { from: ["idle"], to: "active" },
  /** The import it came by is undone. */
  "undo-import": { from: ["active"], to: "idle" },
  /** It is opened, put to test or switched off; its holder's name changes. */
  "switch-mode": { from: ["active"], to: "active" },
  rename: { from: ["active"], to: "active" },
  /** Its holder gives it back, or it is taken from him. */
  return: { from: ["active"], to: "quarantine" },
  revoke: { from: ["active"], to: "quarantine" },
  /** Its quarantine is over. */
  "end-quarantine": { from: ["quarantine"], to: "idle" },
  /** An officer ends its quarantine before that, with a reason. */
  "cut-quarantine": { from: ["quarantine"], to: "idle" },
  /** An officer keeps it for a purpose, and lets it go again. */
  reserve: { from: ["idle"], to: "reserved" },
  unreserve: { from: ["reserved"], to: "idle" },
  /** An officer shuts it, and opens it again. A code in quarantine is not blocked: unblocking would cut that short. */
  block: { from: ["idle", "reserved"], to: "blocked" },
  unblock: { from: ["blocked"], to: "idle" },
} as const satisfies Readonly<Record<string, { readonly from: readonly CodeState[]; readonly to: CodeState }>>;

/** What may happen to a code. */
export type CodeChange = keyof typeof codeChanges;
