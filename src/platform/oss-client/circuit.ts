/**
 * A circuit breaker: after several consecutive failed calls no call is sent for a time, then one probe is.
 * Pure: takes the time, returns the next state.
 */
export interface CircuitLimits {
  /** Consecutive failed calls that open the circuit. */
  readonly failuresMax: number;
  /** Time in milliseconds until a probe is permitted. */
  readonly openMs: number;
}

/** closed: calls are sent. open: no calls until `untilMs`. probing: one call is in progress, no other until it ends or `untilMs` passes. */
export type Circuit =
  | { readonly name: "closed"; readonly failures: number }
  | { readonly name: "open"; readonly untilMs: number }
  | { readonly name: "probing"; readonly untilMs: number };

/** Initial state of a circuit. */
export const closedCircuit: Circuit = { name: "closed", failures: 0 };

/** Whether a call may be sent now; the state may become "probing". */
export function admit(circuit: Circuit, nowMs: number, limits: CircuitLimits): { may: boolean; circuit: Circuit } {
  if (circuit.name === "closed") return { may: true, circuit };
  if (nowMs < circuit.untilMs) return { may: false, circuit };
  return { may: true, circuit: { name: "probing", untilMs: nowMs + limits.openMs } };
}

/** The state after a call that reached OSS. Any response closes the circuit, even a refusal. */
export function afterAnswer(): Circuit {
  return closedCircuit;
}

/** The state after a call without a response from OSS. */
export function afterFailure(circuit: Circuit, nowMs: number, limits: CircuitLimits): Circuit {
  const failures = circuit.name === "closed" ? circuit.failures + 1 : limits.failuresMax;
  if (failures < limits.failuresMax) return { name: "closed", failures };
  return { name: "open", untilMs: nowMs + limits.openMs };
}
