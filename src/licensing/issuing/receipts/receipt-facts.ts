import { z } from "zod";

const line = z.string().trim().min(1).max(300);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The facts of a receipt, fixed at the submission. */
export const receiptFactsSchema = z.object({
  receiptId: z.uuid(),
  /** The number of the case. */
  number: line,
  /** 0 for the submission, 1 and up for corrections. */
  round: z.number().int().nonnegative(),
  receivedAtMs: z.number().int().nonnegative(),
  holderName: line,
  /** The subject of the application. */
  subject: z.enum(["access-code", "licence"]).default("access-code"),
  /** Empty for a licence application. */
  code: z.string().max(15),
  files: z
    .array(z.object({ name: z.string().min(1).max(200), bytes: z.number().int().nonnegative(), sha256 }))
    .max(3_000),
  /** Digest of the form as canonical JSON. */
  formSha256: sha256,
  /** Null if no processing time applies. */
  promise: z.object({ dueDate: z.iso.date(), workingDays: z.number().int().positive() }).nullable(),
  ruleVersion: z.string().min(1).max(20),
  statusUrl: z.url({ protocol: /^https?$/ }).max(300),
  office: z.object({ institution: line, unit: line, addressLines: z.array(line).max(4), place: line }),
  demonstration: z.boolean(),
});

/** The facts of a receipt. */
export type ReceiptFacts = Readonly<z.infer<typeof receiptFactsSchema>>;
