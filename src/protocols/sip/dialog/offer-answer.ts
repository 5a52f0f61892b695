/** Where an exchange of session descriptions stands (RFC 3264 §4, RFC 6337 §2). */
export type OfferState = "none" | "local-offer" | "remote-offer" | "agreed";

/** Who says what. A description is an offer or an answer by where the exchange stands. */
export type Description = "local" | "remote" | "local-refusal" | "remote-refusal";

/** The next state, or why the description may not be sent or must be refused. */
export type OfferStep =
  | { readonly kind: "moved"; readonly state: OfferState; readonly is: "offer" | "answer" | "refusal" }
  | { readonly kind: "glare" };

/**
 * One step. While an offer of one side is open, the other side answers it and nobody offers again: an offer that meets ours
 * is "glare" and gets 491 (RFC 3311 §5.2, RFC 3261 §14.2). A refused offer leaves what was agreed before.
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
