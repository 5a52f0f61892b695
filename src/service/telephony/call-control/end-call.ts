import type { RefusalTable } from "../../../kernel/index.ts";

/** Refusals of ending a call: it was over, or no switch took the command in time. */
export const END_CALL_REFUSALS = {
  "call-not-open": "not-found",
  "end-call-late": "unavailable",
} as const satisfies RefusalTable;

/** Why the switch did not end a call. */
export type EndCallRefusal = keyof typeof END_CALL_REFUSALS;

/** Why the switch did not cancel a call that was to end only while unanswered. */
export type TakeBackRefusal = EndCallRefusal | "call-answered";
