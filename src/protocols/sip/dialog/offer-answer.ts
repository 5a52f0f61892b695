/** State of an offer/answer exchange (RFC 3264 §4, RFC 6337 §2). */
export type OfferState = "none" | "local-offer" | "remote-offer" | "agreed";

/** Sender of a description or a refusal. The state decides whether a description is an offer or an answer. */
export type Description = "local" | "remote" | "local-refusal" | "remote-refusal";

/** The next state, or why the description may not be sent or must be refused. */
export type OfferStep =
  | { readonly kind: "moved"; readonly state: OfferState; readonly is: "offer" | "answer" | "refusal" }
  | { readonly kind: "glare" };

/**
 * One step. While an offer of one side is open, the other side answers it and neither side sends a new one: an offer that crosses ours
 * is "glare" and gets 491 (RFC 3311 §5.2, RFC 3261 §14.2). A refused offer leaves the previous agreement in force.
 */
export function stepOffer(state: OfferState, description: Description, before: "none" | "agreed"): OfferStep {
  const [side, refusal] = description.split("-") as ["local" | "remote", string | undefined];
  const open = state === "local-offer" ? "local" : state === "remote-offer" ? "remote" : null;
  if (refusal !== undefined) {
    return open !== null && open !== side ? { kind: "moved", state: before, is: "refusal" } : { kind: "glare" };
  }
  if (open === null) return { kind: "moved", state: side === "local" ? "local-offer" : "remote-offer", is: "offer" };
  return open === side ? { kind: "glare" } : { kind: "moved", state: "agreed", is: "answer" };
}
