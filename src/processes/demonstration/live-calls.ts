import type { HistoryChance } from "./history-chance.ts";

/** A call of a simulated caller. */
export interface PlannedCall {
  /** Index of the caller among the customers. */
  readonly customer: number;
  /** The menu key that the caller presses. */
  readonly key: "0" | "1" | "2";
  /** Waiting time after which the caller hangs up. */
  readonly patienceMs: number;
  /** The caller says goodbye at the end of its script, and hangs up after this time at the latest. */
  readonly talkMsMax: number;
  /** Ringing time before the agent answers. */
  readonly ringMs: number;
}

/** Simulated calls while a user tries the demonstration. Times are milliseconds of a monotonic clock. */
export interface LiveCalls {
  /** Start time of the next call. */
  readonly dueMs: number;
  /** Customers whose calls are in progress. */
  readonly callers: readonly number[];
  /** Number of started calls. */
  readonly begun: number;
  readonly isRinging: boolean;
  /** The demonstration is idle: calls in progress end, and no new ones start. */
  readonly isIdle: boolean;
}

/** Inputs of the simulated calls. */
export type LiveInput =
  | { readonly input: "time" }
  | { readonly input: "ended"; readonly customer: number }
  /** The user requests a call. */
  | { readonly input: "ring-requested" }
  | { readonly input: "ring-ended" }
  | { readonly input: "idle" }
  | { readonly input: "active" };

/** Effects of the simulated calls. */
export type LiveEffect =
  | { readonly effect: "call"; readonly call: PlannedCall }
  | { readonly effect: "ring" }
  | { readonly effect: "refuse-ring" }
  /** The last call has ended in an idle demonstration. */
  | { readonly effect: "finish" };

/** The next state of the calls, and its effects. */
export interface LiveStep {
  readonly state: LiveCalls;
  readonly effects: readonly LiveEffect[];
}

/** Maximum number of concurrent calls, beside the one that the user requests. */
const CALLS_AT_ONCE_MAX = 3;
/** Limits the disk space used while a page stays open for days: a recorded call takes about a megabyte. */
const CALLS_MAX = 500;
const FIRST_CALL_MS = 2_000;
const GAP_MS = { least: 20_000, most: 60_000 } as const;
const TALK_MS = { least: 20_000, most: 60_000 } as const;
const PATIENCE_MS = { least: 45_000, most: 120_000 } as const;
const RING_MS = { least: 1_000, most: 4_000 } as const;
/** Longest time from the menu choice to the end of a planned call, in milliseconds. */
export const PLANNED_CALL_MS_MAX = PATIENCE_MS.most + TALK_MS.most;
/** Number of customers, some of whom have a known name. */
const CUSTOMERS_MAX = 40;
/** Callers choose two queues more often than the third, as in the call history. */
const KEYS = ["0", "0", "1", "1", "2"] as const;

/** Initial state; the first call starts soon, because the user has just arrived. */
export function noLiveCalls(nowMs: number): LiveCalls {
  return { dueMs: nowMs + FIRST_CALL_MS, callers: [], begun: 0, isRinging: false, isIdle: false };
}

/** Start time of the next call; null while no call may start. */
export function nextCallMs({ dueMs, isIdle, begun }: LiveCalls): number | null {
  return isIdle || begun >= CALLS_MAX ? null : dueMs;
}

/** Decides which calls start. `ringCustomer` is the caller of the user's call, who makes no other call. */
export function stepLiveCalls(
  state: LiveCalls,
  input: LiveInput,
  {
    nowMs,
    chance,
    ringCustomer,
  }: { readonly nowMs: number; readonly chance: HistoryChance; readonly ringCustomer: number },
): LiveStep {
  switch (input.input) {
    case "time":
      return dueCall(state, { nowMs, chance, ringCustomer });
    case "ended":
      return ended({ ...state, callers: state.callers.filter((customer) => customer !== input.customer) });
    case "ring-requested":
      if (state.isRinging) return { state, effects: [{ effect: "refuse-ring" }] };
      return { state: { ...state, isRinging: true }, effects: [{ effect: "ring" }] };
    case "ring-ended":
      return ended({ ...state, isRinging: false });
    case "idle":
      return ended({ ...state, isIdle: true });
    case "active":
      return { state: { ...state, isIdle: false }, effects: [] };
  }
}

function dueCall(
  state: LiveCalls,
  {
    nowMs,
    chance,
    ringCustomer,
  }: { readonly nowMs: number; readonly chance: HistoryChance; readonly ringCustomer: number },
): LiveStep {
  const dueMs = nextCallMs(state);
  if (dueMs === null || nowMs < dueMs) return { state, effects: [] };
  const later = { ...state, dueMs: nowMs + chance.between(GAP_MS.least, GAP_MS.most) };
  if (state.callers.length >= CALLS_AT_ONCE_MAX) return { state: later, effects: [] };
  const customer = chance.between(0, CUSTOMERS_MAX - 1);
  if (customer === ringCustomer || state.callers.includes(customer)) return { state: later, effects: [] };
  const call: PlannedCall = {
    customer,
    key: chance.pick(KEYS),
    patienceMs: chance.between(PATIENCE_MS.least, PATIENCE_MS.most),
    talkMsMax: chance.between(TALK_MS.least, TALK_MS.most),
    ringMs: chance.between(RING_MS.least, RING_MS.most),
  };
  return {
    state: { ...later, callers: [...state.callers, customer], begun: state.begun + 1 },
    effects: [{ effect: "call", call }],
  };
}

function ended(state: LiveCalls): LiveStep {
  const isOver = state.isIdle && state.callers.length === 0 && !state.isRinging;
  return { state, effects: isOver ? [{ effect: "finish" }] : [] };
}
