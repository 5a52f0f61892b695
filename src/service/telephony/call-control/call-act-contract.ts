import { z } from "zod";

/** Dialled text: digits, with a plus before them. */
const number = z.string().regex(/^\+?\d{2,20}$/);

/** What is done with a call. */
const callActWire = z.discriminatedUnion("act", [
  z.strictObject({ act: z.enum(["hold", "resume", "complete", "return", "conference", "hang-up"]) }),
  z.strictObject({ act: z.enum(["consult", "transfer"]), number }),
]);

/** An act at a call; the same key again is the same wish. */
export const callActFormWire = z.strictObject({ act: callActWire, idempotencyKey: z.string().min(1).max(80) });
