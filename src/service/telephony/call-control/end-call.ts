/** Why the switch did not end a call: it was over, or the switch was not there to take the order. */
export type EndCallRefusal = "call-not-open" | "end-call-late";

/** Why it did not take one back that was to end only as long as nobody had answered. */
export type TakeBackRefusal = EndCallRefusal | "call-answered";
