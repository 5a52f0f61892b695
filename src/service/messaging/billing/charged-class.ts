/** Final outcome of a segment for charging; `refused` when the carrier rejected the submission. */
export type ChargeClass = "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "refused";

/** A segment at the moment it becomes final. */
export interface EndingPart {
  /** State before the end: `sent` was accepted by a carrier, `leased` is held by a gateway, `waiting` was never claimed. */
  readonly state: "waiting" | "leased" | "sent";
  /** Possibly submitted to a carrier whose answer was never received. */
  readonly sentUnsure: boolean;
  readonly final: "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
}

/**
 * The charge class of a segment that becomes final. Undefined when no carrier can have received it (cancelled, expired or rejected before it was sent): such a
 * segment is never charged, whatever the rule says.
 */
export function chargeClassOf({ state, sentUnsure, final }: EndingPart): ChargeClass | undefined {
  if (final === "unknown") return "unknown";
  if (state === "sent") return final === "cancelled" ? "unknown" : final;
  // It is unknown whether the phone received it.
  if (sentUnsure) return "unknown";
  const isRefused = state === "leased" && (final === "undeliverable" || final === "rejected");
  return isRefused ? "refused" : undefined;
}
