/**
 * A circuit breaker: after several failed calls in a row no call goes out for a while, then one probe may.
 * Pure: the time comes in, the next state goes out.
 */
export interface CircuitLimits {
  /** Failed calls in a row that open the circuit. */
  readonly failuresMax: number;
  /** How long it stays open before a probe may go out. */
  readonly openMs: number;
}

/** closed: calls go out. open: none until `untilMs`. probing: one is out, no other until it ends or `untilMs` passes. */
export type Circuit =
  | { readonly name: "closed"; readonly failures: number }
  | { readonly name: "open"; readonly untilMs: number }
  | { readonly name: "probing"; readonly untilMs: number };

/** How a circuit starts. */
export const closedCircuit: Circuit = { name: "closed", failures: 0 };

/** Asks whether a call may go out now; the state may become "probing". */
export function admit(circuit: Circuit, nowMs: number, limits: CircuitLimits): { may: boolean; circuit: Circuit } {
  if (circuit.name === "closed") return { may: true, circuit };
  if (nowMs < circuit.untilMs) return { may: false, circuit };
  return { may: true, circuit: { name: "probing", untilMs: nowMs + limits.openMs } };
}

/** The state after a call that reached OSS. Any answer closes it, even a refusal. */
export function afterAnswer(): Circuit {
  return closedCircuit;
}

/** The state after a call that OSS did not answer. */
export function afterFailure(circuit: Circuit, nowMs: number, limits: CircuitLimits): Circuit {
  const failures = circuit.name === "closed" ? circuit.failures + 1 : limits.failuresMax;
  if (failures < limits.failuresMax) return { name: "closed", failures };
  return { name: "open", untilMs: nowMs + limits.openMs };
}
