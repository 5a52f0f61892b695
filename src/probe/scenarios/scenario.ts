import { ok, type Result, refuse } from "../../kernel/index.ts";
import { isEmergencyNumber } from "./emergency.ts";
import { TONE_PAIRS } from "./tone-pairs.ts";

/** A branch of a menu: its keys, and its identifying tone; null when its own audio must identify it. */
export interface MenuBranch {
  readonly keys: string;
  readonly toneHz: number | null;
}

/** Parameters of a test. */
export interface Scenario {
  /** The centre: an IP address or a host name, and its port. */
  readonly host: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
  /** The called access code. */
  readonly code: string;
  /** Concurrent calls: the lines in the operator's commitment for the year. */
  readonly lines: number;
  readonly holdMs: number;
  /** Time over which the starts of the calls are spread evenly. */
  readonly rampMs: number;
  /** Time after the answer from which audio is evaluated: notices are played before. */
  readonly settleMs: number;
  /** The first calling number; each further call uses the next one. */
  readonly callerBase: string;
  /** Number of calling numbers, used in turn: as many as lines, or fewer when a centre in test mode admits few. */
  readonly callers: number;
  readonly menu: readonly MenuBranch[];
  /** Whether the probe answers the calls itself; otherwise the centre answers, and must echo the audio. */
  readonly answers: boolean;
}

/** Why a scenario is refused. Nothing has been sent then. */
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
  /** Milliseconds since the start of the run. */
  readonly atMs: number;
}

/** Maximum number of concurrent calls: each uses two tone pairs. */
const LINES_MAX = Math.min(300, Math.floor(TONE_PAIRS / 2));
const HOLD_MS_MAX = 1_800_000;
const HOLD_MS_MIN = 1_000;
const MENU_MAX = 40;
const CODE = /^\+?\d{3,20}$/;
const CALLER = /^\+?\d{5,18}$/;
const KEYS = /^[0-9*#]{1,8}$/;

/** Validates a scenario; emergency numbers are checked first, whatever else is wrong. */
export function checkScenario(scenario: Scenario, emergency: ReadonlySet<string>): Result<Scenario, ScenarioRefusal> {
  const { code, lines, holdMs, rampMs, settleMs, callerBase, callers, menu } = scenario;
  const dialled = [code, ...menu.map(({ keys }) => keys), menu.map(({ keys }) => keys).join("")];
  if (dialled.some((number) => isEmergencyNumber(number, emergency))) return refuse("emergency-number");
  if (!CODE.test(code)) return refuse("code-wrong");
  if (!Number.isInteger(lines) || lines < 1 || lines > LINES_MAX) return refuse("lines-wrong");
  if (!(holdMs >= HOLD_MS_MIN && holdMs <= HOLD_MS_MAX && settleMs >= 0 && settleMs + HOLD_MS_MIN <= holdMs))
    return refuse("hold-wrong");
  // All calls must overlap: the last starts well before the first ends.
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

/** The calls of a scenario in order of their start. */
export function planCalls({ lines, rampMs, callerBase, callers }: Scenario): readonly PlannedCall[] {
  return Array.from({ length: lines }, (_, nth) => ({
    nth,
    callerNumber: numberAfter(callerBase, nth % callers),
    atMs: Math.round((nth * rampMs) / lines),
  }));
}

/** The number at the given distance after another one, with the same number of digits. */
export function numberAfter(base: string, more: number): string {
  const plus = base.startsWith("+") ? "+" : "";
  const digits = base.slice(plus.length);
  return plus + String(BigInt(digits) + BigInt(more)).padStart(digits.length, "0");
}

/** Parses `1,2:440,3*`: keys of branches, each with an optional tone after a colon; null when invalid. */
export function readMenu(text: string): readonly MenuBranch[] | null {
  const branches = text.split(",").map((part) => {
    const [, keys, hz] = /^\s*([^:\s]+?)(?::(\d{2,5}))?\s*$/.exec(part) ?? [];
    return keys === undefined ? null : { keys, toneHz: hz === undefined ? null : Number(hz) };
  });
  return branches.some((one) => one === null) ? null : branches.filter((one) => one !== null);
}
