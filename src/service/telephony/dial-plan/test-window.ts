import type { NumberMode } from "../../../bridge/index.ts";
import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";

/** The maximum of open or future windows of one code. */
export const WINDOWS_MAX = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LINE = /^\+?\d{3,20}$/;

/** A test or rehearsal to open; instants in milliseconds since 1970. */
export interface TestWindowRequest {
  readonly kind: "test" | "rehearsal";
  /** Numbers that may call, in any written form. */
  readonly lines: readonly string[];
  readonly opensAtMs: number;
  /** The first millisecond after the window. */
  readonly closesAtMs: number;
}

/** The maximum duration, lead time and number of callers of a window, by the rules in force. */
export interface TestWindowRules {
  readonly hoursMax: number;
  readonly linesMax: number;
  readonly daysAheadMax: number;
}

/** Refusals of opening and ending a window. */
export const TEST_WINDOW_REFUSALS = {
  "test-window-number-unknown": "not-found",
  "test-window-not-in-test": "conflict",
  "test-window-lines-wrong": ["invalid", "lines"],
  "test-window-lines-many": ["invalid", "lines"],
  "test-window-times-wrong": ["invalid", "closesAt"],
  "test-window-too-long": ["invalid", "closesAt"],
  "test-window-too-far": ["invalid", "opensAt"],
  "test-windows-many": "limit",
  "no-such-test-window": "not-found",
} as const satisfies RefusalTable;

/** Why a window is not opened or ended. */
export type TestWindowRefusal = keyof typeof TEST_WINDOW_REFUSALS;

/**
 * Decides about a window: returns the numbers in the forms of trunks, or the refusal. A code that is open needs none, and one that is off admits no
 * caller.
 */
export function decideTestWindow(
  facts: { readonly mode: NumberMode | undefined; readonly windows: number; readonly rules: TestWindowRules },
  request: TestWindowRequest,
  nowMs: number,
): Result<readonly string[], TestWindowRefusal> {
  const { mode, windows, rules } = facts;
  if (mode === undefined) return refuse("test-window-number-unknown");
  if (mode !== "test") return refuse("test-window-not-in-test");
  if (windows >= WINDOWS_MAX) return refuse("test-windows-many");
  const lines = [...new Set(request.lines.map(canonicalLine))];
  if (lines.length === 0 || lines.some((line) => line === null)) return refuse("test-window-lines-wrong");
  if (lines.length > rules.linesMax) return refuse("test-window-lines-many");
  const { opensAtMs, closesAtMs } = request;
  if (!(opensAtMs < closesAtMs) || closesAtMs <= nowMs) return refuse("test-window-times-wrong");
  if (closesAtMs - opensAtMs > rules.hoursMax * HOUR_MS) return refuse("test-window-too-long");
  if (opensAtMs - nowMs > rules.daysAheadMax * DAY_MS) return refuse("test-window-too-far");
  return ok(lines.filter((line) => line !== null).flatMap(lineForms));
}

/** A number in canonical form: with the country code for a national one; null when it is no number. */
export function canonicalLine(text: string): string | null {
  const dialled = text.replaceAll(/[\s().-]/g, "");
  if (!LINE.test(dialled)) return null;
  if (dialled.startsWith("+")) return dialled;
  if (/^0[1-9]\d{5,}$/.test(dialled)) return `+62${dialled.slice(1)}`;
  return /^62\d{7,}$/.test(dialled) ? `+${dialled}` : dialled;
}

/** The forms in which carriers send a national number; any other has one. */
export function lineForms(canonical: string): readonly string[] {
  if (!canonical.startsWith("+62")) return [canonical];
  const rest = canonical.slice(3);
  return [canonical, `62${rest}`, `0${rest}`];
}
