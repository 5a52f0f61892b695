import { z } from "zod";

/** Dialled text: digits, with an optional leading plus. */
const number = z.string().regex(/^\+?\d{2,20}$/);

/** The actions on a call. */
const callActSchema = z.discriminatedUnion("act", [
  z.strictObject({ act: z.enum(["hold", "resume", "complete", "return", "conference", "hang-up"]) }),
  z.strictObject({ act: z.enum(["consult", "transfer"]), number }),
]);

/** An action on a call; a repeated key means the same command. */
export const callActFormSchema = z.strictObject({ act: callActSchema, idempotencyKey: z.string().min(1).max(80) });
