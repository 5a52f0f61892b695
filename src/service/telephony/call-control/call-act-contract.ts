import { z } from "zod";

/** Dialled text: digits, with a plus before them. */
const number = z.string().regex(/^\+?\d{2,20}$/);

/** What is done with a call. */
const callActSchema = z.discriminatedUnion("act", [
  z.strictObject({ act: z.enum(["hold", "resume", "complete", "return", "conference", "hang-up"]) }),
  z.strictObject({ act: z.enum(["consult", "transfer"]), number }),
]);

/** An act at a call; the same key again is the same wish. */
export const callActFormSchema = z.strictObject({ act: callActSchema, idempotencyKey: z.string().min(1).max(80) });
