/** Why the switch did not end a call: it was over, or no switch took the command in time. */
export type EndCallRefusal = "call-not-open" | "end-call-late";

/** Why the switch did not cancel a call that was to end only while unanswered. */
export type TakeBackRefusal = EndCallRefusal | "call-answered";
