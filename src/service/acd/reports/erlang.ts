import { assert } from "../../../kernel/index.ts";

/** The maximum of lines or agents in a computation. */
const SERVERS_MAX = 20_000;
/** The number of bisection steps that determine the load of a number of lines to the last bit. */
const HALVINGS = 200;

/**
 * Erlang B: the share of calls that find all lines busy, when `erlangs` are offered to `lines` without a queue
 * (A. K. Erlang 1917; the recursion adds one line at a time and never overflows).
 */
export function erlangB({ erlangs, lines }: { readonly erlangs: number; readonly lines: number }): number {
  assert(erlangs >= 0 && lines >= 0 && lines <= SERVERS_MAX, "a load and lines within bounds");
  let blocked = 1;
  for (let line = 1; line <= lines; line += 1) blocked = (erlangs * blocked) / (line + erlangs * blocked);
  return blocked;
}

/** The load in erlangs that `lines` carry when the share `blocked` of calls finds them busy. */
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

/** Arriving calls, and how long each occupies an agent. */
export interface Load {
  readonly callsPerHour: number;
  /** Talk, hold and wrap-up. */
  readonly handleMs: number;
}

/** The load in erlangs. */
export function erlangsOf({ callsPerHour, handleMs }: Load): number {
  return (callsPerHour * handleMs) / 3_600_000;
}

/** The result of Erlang C: agents under a load when every caller waits until an agent answers. */
export interface Staffing {
  /** The share of callers that wait. */
  readonly waits: number;
  /** The share that is answered within the threshold. */
  readonly serviceLevel: number;
  /** Mean wait of all callers; `Infinity` when the load exceeds the agents. */
  readonly asaMs: number;
  /** The share of their time in which agents are busy. */
  readonly occupancy: number;
}

/** Erlang C: the share of callers that wait when none abandons. 1 when the load exceeds the agents. */
export function erlangC({ erlangs, agents }: { readonly erlangs: number; readonly agents: number }): number {
  if (erlangs >= agents) return 1;
  const blocked = erlangB({ erlangs, lines: agents });
  return blocked / (1 - (erlangs / agents) * (1 - blocked));
}

/** The service level of agents under a load by Erlang C. */
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

/** The minimum number of agents that answers `share` of the calls within a time; null when the maximum number does not suffice. */
export function agentsNeeded(
  load: Load,
  { share, withinMs }: { readonly share: number; readonly withinMs: number },
): number | null {
  const least = Math.floor(erlangsOf(load)) + 1;
  for (let agents = least; agents <= Math.min(SERVERS_MAX, least + 5_000); agents += 1)
    if (staffing(load, agents, withinMs).serviceLevel >= share) return agents;
  return null;
}

/** The result of Erlang A: agents under a load when callers abandon. */
export interface StaffingWithPatience {
  /** The share of callers that find no available agent. */
  readonly waits: number;
  readonly abandons: number;
  /** The share of all calls that is answered within the threshold. */
  readonly serviceLevel: number;
  /** Mean wait of all callers, including those who abandon. */
  readonly meanWaitMs: number;
  readonly occupancy: number;
}

/** The number of intervals of an integral; even, as Simpson's rule requires. */
const PARTS = 20_000;
/** A tail that contributes less than this is left out. */
const NEGLIGIBLE = 1e-18;
const QUEUE_MAX = 1_000_000;

/**
 * Erlang A (Palm 1946; Garnett, Mandelbaum and Reiman 2002): as Erlang C, but each caller abandons after an exponential patience with mean
 * `patienceMs`. The shares are exact sums over the states of the queue; the service level is the integral over the wait that a patient caller
 * would have (Mandelbaum and Zeltyn 2004), by Simpson's rule.
 */
export function staffingWithPatience(
  load: Load,
  { agents, patienceMs, withinMs }: { readonly agents: number; readonly patienceMs: number; readonly withinMs: number },
): StaffingWithPatience {
  assert(agents >= 1 && patienceMs > 0, "agents and patience");
  const rates = { calls: load.callsPerHour / 3_600_000, ends: 1 / load.handleMs, patience: 1 / patienceMs };
  const { calls, ends, patience } = rates;
  if (calls === 0) return { waits: 0, abandons: 0, serviceLevel: 1, meanWaitMs: 0, occupancy: 0 };
  /** All relative to the probability that all agents are busy and no caller waits. */
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

/** The weight of callers who wait and are answered within the threshold, in the same unit as the sums over states. */
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
