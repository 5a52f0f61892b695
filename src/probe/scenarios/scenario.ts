import { ok, type Result, refuse } from "../../kernel/index.ts";
import { isEmergencyNumber } from "./emergency.ts";
import { TONE_PAIRS } from "./tone-pairs.ts";

/** A branch of a menu: the keys that lead to it, and the tone it is known by; null where its own sound has to do. */
export interface MenuBranch {
  readonly keys: string;
  readonly toneHz: number | null;
}

/** What is done to a call centre. */
export interface Scenario {
  /** The centre: an IP address or a name, and its port. */
  readonly host: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
  /** The access code that is called. */
  readonly code: string;
  /** Calls at once: the lines that the operator has committed itself to for the year. */
  readonly lines: number;
  readonly holdMs: number;
  /** The calls begin evenly spread over so long. */
  readonly rampMs: number;
  /** Sound is judged from so long after the answer on: notices are played before. */
  readonly settleMs: number;
  /** The first number that calls; each call has the next one. */
  readonly callerBase: string;
  /** So many numbers call in turn: as many as there are lines, or fewer where a centre in test lets in few. */
  readonly callers: number;
  readonly menu: readonly MenuBranch[];
  /** Whether the probe answers the calls itself; otherwise the centre answers, and has to send back what it hears. */
  readonly answers: boolean;
}

/** Why a scenario is not played. Nothing has been sent then. */
export type ScenarioRefusal =
  | "emergency-number"
  | "code-wrong"
  | "lines-wrong"
  | "hold-wrong"
  | "ramp-wrong"
  | "caller-wrong"
  | "menu-wrong";

/** One call of a scenario. */
export interface PlannedCall {
  readonly nth: number;
  readonly callerNumber: string;
  /** Milliseconds after the begin of the run. */
  readonly atMs: number;
}

/** Calls at once at the most: each takes two pairs of tones. */
const LINES_MAX = Math.min(300, Math.floor(TONE_PAIRS / 2));
const HOLD_MS_MAX = 1_800_000;
const HOLD_MS_MIN = 1_000;
const MENU_MAX = 40;
const CODE = /^\+?\d{3,20}$/;
const CALLER = /^\+?\d{5,18}$/;
const KEYS = /^[0-9*#]{1,8}$/;

/** Whether a scenario may be played; emergency numbers come first, whatever else is wrong. */
export function checkScenario(scenario: Scenario, emergency: ReadonlySet<string>): Result<Scenario, ScenarioRefusal> {
  const { code, lines, holdMs, rampMs, settleMs, callerBase, callers, menu } = scenario;
  const dialled = [code, ...menu.map(({ keys }) => keys), menu.map(({ keys }) => keys).join("")];
  if (dialled.some((number) => isEmergencyNumber(number, emergency))) return refuse("emergency-number");
  if (!CODE.test(code)) return refuse("code-wrong");
  if (!Number.isInteger(lines) || lines < 1 || lines > LINES_MAX) return refuse("lines-wrong");
  if (!(holdMs >= HOLD_MS_MIN && holdMs <= HOLD_MS_MAX && settleMs >= 0 && settleMs + HOLD_MS_MIN <= holdMs))
    return refuse("hold-wrong");
  // All calls have to be there at once: the last begins well before the first ends.
  if (!(rampMs >= 0 && rampMs <= holdMs / 2)) return refuse("ramp-wrong");
  if (!CALLER.test(callerBase) || !Number.isInteger(callers) || callers < 1 || callers > lines)
    return refuse("caller-wrong");
  const isMenuRight = menu.every(({ keys, toneHz }) => KEYS.test(keys) && (toneHz === null || isInVoiceBand(toneHz)));
  const isDistinct = new Set(menu.map(({ keys }) => keys)).size === menu.length;
  return isMenuRight && isDistinct && menu.length <= MENU_MAX ? ok(scenario) : refuse("menu-wrong");
}

/** A telephone line carries 300 to 3,400 Hz (ITU-T G.712). */
function isInVoiceBand(hz: number): boolean {
  return hz >= 300 && hz <= 3_400;
}

/** The calls of a scenario in the order in which they begin. */
export function planCalls({ lines, rampMs, callerBase, callers }: Scenario): readonly PlannedCall[] {
  return Array.from({ length: lines }, (_, nth) => ({
    nth,
    callerNumber: numberAfter(callerBase, nth % callers),
    atMs: Math.round((nth * rampMs) / lines),
  }));
}

/** The number that comes so many after another, with as many digits. */
export function numberAfter(base: string, more: number): string {
  const plus = base.startsWith("+") ? "+" : "";
  const digits = base.slice(plus.length);
  return plus + String(BigInt(digits) + BigInt(more)).padStart(digits.length, "0");
}

/** Reads `1,2:440,3*`: keys of branches, and after a colon the tone that tells a branch; null for what is none. */
export function readMenu(text: string): readonly MenuBranch[] | null {
  const branches = text.split(",").map((part) => {
    const [, keys, hz] = /^\s*([^:\s]+?)(?::(\d{2,5}))?\s*$/.exec(part) ?? [];
    return keys === undefined ? null : { keys, toneHz: hz === undefined ? null : Number(hz) };
  });
  return branches.some((one) => one === null) ? null : branches.filter((one) => one !== null);
}
