import { z } from "zod";

const localDate = z.iso.date();

/** The decree that another one replaces or ends; null if a code from before Sambung was imported without one. */
const earlierSchema = z.object({ number: z.string().trim().min(1).max(60), decidedOn: localDate }).nullable();

/** The legal act of a decree about a code, with the facts that its text states. */
export const decreeActSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("assignment"),
    /** The service that a holder of other codes begins; absent in every other assignment. */
    newService: z.string().trim().min(1).max(120).exactOptional(),
  }),
  z.object({
    kind: z.literal("change"),
    ground: z.enum(["identity", "rule"]),
    earlier: earlierSchema,
    before: z.object({ name: z.string().min(1).max(300), address: z.string().min(1).max(900) }),
    /** The new rule; empty if the holder changed. */
    citation: z.string().max(500),
  }),
  z.object({
    kind: z.literal("return"),
    earlier: earlierSchema,
    reason: z.string().min(1).max(1_000),
    quarantinedUntil: localDate,
  }),
  z.object({
    kind: z.literal("revocation"),
    earlier: earlierSchema,
    ground: z.enum(["unused", "licence-lost", "breach", "nib"]),
    /** The clause of the ground; empty if it was not found in a regulation. */
    clause: z.string().max(200),
    statement: z.string().min(1).max(2_000),
    isAnswered: z.boolean(),
    obeyDays: z.number().int().min(1).max(366),
    quarantinedUntil: localDate,
  }),
]);

/** The legal act of a decree about a code. */
export type DecreeAct = Readonly<z.infer<typeof decreeActSchema>>;

/** One of the kinds of decree about a code. */
export type CodeDecreeKind = DecreeAct["kind"];

/** Whether a decree of this kind assigns a code to a holder, rather than ending the assignment. */
export function givesCode(kind: CodeDecreeKind): boolean {
  return kind === "assignment" || kind === "change";
}
