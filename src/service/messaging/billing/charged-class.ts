/** How a part of a message ended, as far as money goes; `refused` when a carrier was asked and did not take it. */
export type ChargeClass = "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "refused";

/** A part at the moment of its end. */
export interface EndingPart {
  /** Before its end: `sent` has a carrier's word, `leased` is in hand, `waiting` has never been taken. */
  readonly state: "waiting" | "leased" | "sent";
  /** Was perhaps on the wire without an answer. */
  readonly sentUnsure: boolean;
  readonly final: "delivered" | "undeliverable" | "expired" | "rejected" | "unknown" | "cancelled";
}

/**
 * As what a part is charged that becomes final; undefined when no carrier can have had it: cancelled, expired or turned away before it was
 * sent. Such a part is never charged, whatever the rule says.
 */
export function chargeClassOf({ state, sentUnsure, final }: EndingPart): ChargeClass | undefined {
  if (final === "unknown") return "unknown";
  if (state === "sent") return final === "cancelled" ? "unknown" : final;
  // Nobody knows whether it is on the telephone.
  if (sentUnsure) return "unknown";
  const isRefused = state === "leased" && (final === "undeliverable" || final === "rejected");
  return isRefused ? "refused" : undefined;
}
