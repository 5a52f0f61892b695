/** What somebody at a desk does with a call: his own, or as a supervisor one of his call centre. `number` is dialled text. */
export type CallAct =
  | { readonly act: "hold" | "resume" | "complete" | "return" | "conference" | "hang-up" }
  /** Asks somebody while the caller waits, or hands the caller on without a talk. */
  | { readonly act: "consult" | "transfer"; readonly number: string };

/** Why a call was not changed: it is over or not his, not now, never, or no switch took the order. */
export type CallActRefusal =
  | "call-not-open"
  | "call-act-not-now"
  | "call-act-barred"
  | "call-act-late"
  | "consult-no-number";

/** An act at the call of a phone; null for whichever phone of ours talks in it. */
export interface CallActWish {
  readonly phoneId: string | null;
  readonly act: CallAct;
}
