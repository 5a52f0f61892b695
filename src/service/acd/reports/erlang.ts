import { assert } from "../../../kernel/index.ts";

/** Lines or agents at the most that are reckoned with. */
const SERVERS_MAX = 20_000;
/** Halvings until the load of a number of lines is known to the last bit. */
const HALVINGS = 200;

/**
 * Erlang B: the share of calls that find all lines taken, when `erlangs` are offered to `lines` and nobody waits
 * (A. K. Erlang 1917; the recursion adds one line at a time and never overflows).
 */
export function erlangB({ erlangs, lines }: { readonly erlangs: number; readonly lines: number }): number {
  assert(erlangs >= 0 && lines >= 0 && lines <= SERVERS_MAX, "a load and lines within bounds");
  let blocked = 1;
  for (let line = 1; line <= lines; line += 1) blocked = (erlangs * blocked) / (line + erlangs * blocked);
  return blocked;
}

/** The load in erlangs that `lines` carry when `blocked` of the calls find them taken. */
export function loadOfLines({ lines, blocked }: { readonly lines: number; readonly blocked: number }): number {
  assert(blocked > 0 && blocked < 1, "a share of blocked calls");
  let low = 0;
  let high = 1;
  while (erlangB({ erlangs: high, lines }) < blocked) high *= 2;
  for (let count = 0; count < HALVINGS; count += 1) {
    const middle = (low + high) / 2;
    if (erlangB({ erlangs: middle, lines }) < blocked) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Calls that come, and how long each keeps an agent busy. */
export interface Load {
  readonly callsPerHour: number;
  /** Talk, hold and wrap-up. */
  readonly handleMs: number;
}

/** The load in erlangs. */
export function erlangsOf({ callsPerHour, handleMs }: Load): number {
  return (callsPerHour * handleMs) / 3_600_000;
}

/** How agents get along with a load when everybody waits until he is answered. */
export interface Staffing {
  /** The share that has to wait. */
  readonly waits: number;
  /** The share that is answered within the time asked for. */
  readonly serviceLevel: number;
  /** Mean wait of all; `Infinity` when the load is too much. */
  readonly asaMs: number;
  /** The share of their time that agents are busy. */
  readonly occupancy: number;
}

/** Erlang C: the share that waits, when nobody hangs up. 1 when the load is too much for the agents. */
export function erlangC({ erlangs, agents }: { readonly erlangs: number; readonly agents: number }): number {
  if (erlangs >= agents) return 1;
  const blocked = erlangB({ erlangs, lines: agents });
  return blocked / (1 - (erlangs / agents) * (1 - blocked));
}

/** What Erlang C says of agents under a load. */
export function staffing(load: Load, agents: number, withinMs: number): Staffing {
  const erlangs = erlangsOf(load);
  const waits = erlangC({ erlangs, agents });
  if (erlangs >= agents) return { waits, serviceLevel: 0, asaMs: Number.POSITIVE_INFINITY, occupancy: 1 };
  const spare = agents - erlangs;
  return {
    waits,
    serviceLevel: 1 - waits * Math.exp((-spare * withinMs) / load.handleMs),
    asaMs: (waits * load.handleMs) / spare,
    occupancy: erlangs / agents,
  };
}

/** The fewest agents that answer `share` of the calls within a time; null when even the most do not. */
export function agentsNeeded(
  load: Load,
  { share, withinMs }: { readonly share: number; readonly withinMs: number },
): number | null {
  const least = Math.floor(erlangsOf(load)) + 1;
  for (let agents = least; agents <= Math.min(SERVERS_MAX, least + 5_000); agents += 1)
    if (staffing(load, agents, withinMs).serviceLevel >= share) return agents;
  return null;
}

/** How agents get along with callers who hang up. */
export interface StaffingWithPatience {
  /** The share that finds no agent free. */
  readonly waits: number;
  readonly abandons: number;
  /** The share of all that is answered within the time asked for. */
  readonly serviceLevel: number;
  /** Mean wait of all, of those who hang up as well. */
  readonly meanWaitMs: number;
  readonly occupancy: number;
}

/** Parts that an integral is cut into; even, as Simpson's rule asks. */
const PARTS = 20_000;
/** A tail that adds less than this is left out. */
const NEGLIGIBLE = 1e-18;
const QUEUE_MAX = 1_000_000;

/**
 * Erlang A (Palm 1946; Garnett, Mandelbaum and Reiman 2002): as Erlang C, but each caller hangs up after an exponential
 * patience with mean `patienceMs`. The shares are exact sums over the states of the queue; the service level is the integral
 * over the wait that a patient caller would have (Mandelbaum and Zeltyn 2004), by Simpson's rule.
 */
export function staffingWithPatience(
  load: Load,
  { agents, patienceMs, withinMs }: { readonly agents: number; readonly patienceMs: number; readonly withinMs: number },
): StaffingWithPatience {
  assert(agents >= 1 && patienceMs > 0, "agents and patience");
  const rates = { calls: load.callsPerHour / 3_600_000, ends: 1 / load.handleMs, patience: 1 / patienceMs };
  const { calls, ends, patience } = rates;
  if (calls === 0) return { waits: 0, abandons: 0, serviceLevel: 1, meanWaitMs: 0, occupancy: 0 };
  /** All by the chance that all agents are busy and nobody waits. */
  let below = 0;
  let state = 1;
  for (let busy = agents; busy > 0; busy -= 1) {
    state *= (busy * ends) / calls;
    below += state;
  }
  let busyOnes = 1;
  let queued = 0;
  state = 1;
  for (let waiting = 1; waiting <= QUEUE_MAX && state > NEGLIGIBLE * busyOnes; waiting += 1) {
    state *= calls / (agents * ends + waiting * patience);
    busyOnes += state;
    queued += waiting * state;
  }
  const meanQueue = queued / (below + busyOnes);
  const waits = busyOnes / (below + busyOnes);
  const abandons = (meanQueue * patience) / calls;
  return {
    waits,
    abandons,
    serviceLevel: 1 - waits + answeredInTime(rates, agents, withinMs) / (below + busyOnes),
    meanWaitMs: meanQueue / calls,
    occupancy: (calls * (1 - abandons)) / (agents * ends),
  };
}

/** The weight of callers who have to wait and are answered in time, by the same measure as the sums over states. */
function answeredInTime(
  { calls, ends, patience }: { readonly calls: number; readonly ends: number; readonly patience: number },
  agents: number,
  withinMs: number,
): number {
  const density = (ms: number) =>
    agents * ends * Math.exp((calls / patience) * -Math.expm1(-patience * ms) - (agents * ends + patience) * ms);
  const step = withinMs / PARTS;
  let sum = density(0) + density(withinMs);
  for (let part = 1; part < PARTS; part += 1) sum += density(part * step) * (part % 2 === 1 ? 4 : 2);
  return (sum * step) / 3;
}
