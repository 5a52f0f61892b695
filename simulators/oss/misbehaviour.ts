import { z } from "zod";
import { seededChance } from "./chance.ts";
import { troubledNib } from "./known.ts";

/** Maximum configurable delay, in milliseconds. */
const DELAY_MS_MAX = 60_000;
/** Maximum configurable number of requests in a mode. */
const COUNT_MAX = 10_000;
/** Default delay of the mode "slow", in milliseconds. */
const SLOW_DELAY_MS = 1_200;

const modes = [
  "normal",
  "slow",
  "error-500",
  "malformed",
  "hang",
  "flaky",
  "oversized",
  "error-inside",
  "lost",
  "error-after",
  "hang-after",
  "chaos",
] as const;

/**
 * Response modes. "flaky" fails every first of two requests; "lost", "error-after" and "hang-after" carry out
 * the request and then close the connection, respond with 500 or do not respond; "chaos" picks one mode per request, the same in every run.
 */
export type Mode = (typeof modes)[number];

/** Body of POST /_control. Without `count` the mode stays until it is changed. */
export const controlSchema = z.object({
  mode: z.enum(modes),
  delayMs: z.number().int().min(0).max(DELAY_MS_MAX).optional(),
  count: z.number().int().min(1).max(COUNT_MAX).optional(),
  /** Only calls of one kind misbehave; all if omitted. */
  only: z.enum(["companies", "licenses"]).optional(),
});

/** The current mode and its duration. */
export interface Misbehaviour {
  readonly mode: Mode;
  readonly delayMs: number;
  /** Requests left in this mode; null = until changed. */
  readonly left: number | null;
  /** Requests answered in the mode so far. */
  readonly answered: number;
  /** The kind of calls that misbehave; null = all. */
  readonly only: "companies" | "licenses" | null;
}

/** Treatment of one request. */
export interface Treatment {
  readonly mode: Exclude<Mode, "slow" | "flaky" | "chaos">;
  readonly delayMs: number;
}

/** Initial state of the simulator. */
export const wellBehaved: Misbehaviour = { mode: "normal", delayMs: 0, left: null, answered: 0, only: null };

/** The state after a control request. */
export function changed(wish: z.infer<typeof controlSchema>): Misbehaviour {
  const delayMs = wish.delayMs ?? (wish.mode === "slow" ? SLOW_DELAY_MS : 0);
  return { mode: wish.mode, delayMs, left: wish.count ?? null, answered: 0, only: wish.only ?? null };
}

/** Decides the treatment of the next request, and returns the state after it. */
export function treat(state: Misbehaviour): { readonly treatment: Treatment; readonly state: Misbehaviour } {
  const treatment = treatmentFor(state);
  if (state.left === 1) return { treatment, state: wellBehaved };
  const left = state.left === null ? null : state.left - 1;
  return { treatment, state: { ...state, left, answered: state.answered + 1 } };
}

/** The fixed misbehaviour of a special NIB; undefined for all others. `answered` is the number of its earlier queries. */
export function troubleOf(nib: string, answered: number): Treatment | undefined {
  const found = Object.entries(troubledNib).find(([, troubled]) => troubled === nib);
  if (found === undefined) return undefined;
  const mode = found[0] as keyof typeof troubledNib;
  return treatmentFor({ mode, delayMs: mode === "slow" ? SLOW_DELAY_MS : 0, left: null, answered, only: null });
}

/** Whether the current mode applies to a call of this kind. */
export function concerns({ only }: Misbehaviour, sort: "companies" | "licenses"): boolean {
  return only === null || only === sort;
}

/** Two of three calls succeed, the others fail in one of the possible ways. */
const WRONG_WAYS = ["error-500", "malformed", "error-inside", "lost", "error-after", "hang-after", "slow"] as const;
const CHAOS_DELAY_MS_MAX = 300;

function chaosFor(answered: number): Treatment {
  const chance = seededChance(answered * 7_919 + 82_200);
  if (chance.happens(66)) return { mode: "normal", delayMs: 0 };
  const way = chance.pick(WRONG_WAYS);
  return way === "slow"
    ? { mode: "normal", delayMs: chance.below(CHAOS_DELAY_MS_MAX) }
    : { mode: way, delayMs: chance.happens(30) ? chance.below(CHAOS_DELAY_MS_MAX) : 0 };
}

function treatmentFor(state: Misbehaviour): Treatment {
  const { mode, delayMs, answered } = state;
  if (mode === "chaos") return chaosFor(answered);
  if (mode === "slow") return { mode: "normal", delayMs };
  if (mode === "flaky") return { mode: answered % 2 === 0 ? "error-500" : "normal", delayMs: 0 };
  return { mode, delayMs: mode === "normal" ? 0 : Math.min(delayMs, DELAY_MS_MAX) };
}
