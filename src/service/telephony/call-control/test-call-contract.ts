import { z } from "zod";

/** A command for a test call; a repeated key means the same command. */
export const testCallOrderSchema = z.strictObject({ idempotencyKey: z.string().min(8).max(80) });

/** The progress of a test call. */
export const testCallSchema = z.object({
  id: z.uuid(),
  state: z.enum(["waiting", "ringing", "talking", "ended", "refused"]),
  /** The reason of the refusal in the user's language; null unless `refused`. */
  refusal: z.string().nullable(),
  /** Whether the call was answered. */
  isAnswered: z.boolean(),
  /** The outcome of its call detail record; null before the end. */
  outcome: z.string().nullable(),
});
