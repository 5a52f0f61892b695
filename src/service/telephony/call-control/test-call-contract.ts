import { z } from "zod";

/** Orders a test call; the same key again is the same order. */
export const testCallOrderSchema = z.strictObject({ idempotencyKey: z.string().min(8).max(80) });

/** How far a test call has come. */
export const testCallSchema = z.object({
  id: z.uuid(),
  state: z.enum(["waiting", "ringing", "talking", "ended", "refused"]),
  /** Why it was refused, in the caller's language; null unless `refused`. */
  refusal: z.string().nullable(),
  /** Whether anybody answered it. */
  isAnswered: z.boolean(),
  /** How it ended, as the record says; null before. */
  outcome: z.string().nullable(),
});
