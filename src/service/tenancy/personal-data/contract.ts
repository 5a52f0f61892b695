import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";
import { PERSONAL_CLASSES } from "./personal-part.ts";
import { REQUEST_KINDS, REQUEST_STATES } from "./personal-request.ts";

const instant = z.iso.datetime();
const counts = z.partialRecord(z.enum(PERSONAL_CLASSES), z.int());

/** A new request of a data subject. */
export const newPersonalRequestSchema = z.object({
  kind: z.enum(REQUEST_KINDS),
  number: z.string().min(1).max(32),
  identifiedBy: z.string().trim().min(5).max(500),
});

/** A request of a data subject; `number` is null once it is answered, when only the masked `shown` remains. */
export const personalRequestSchema = z.object({
  id: z.uuid(),
  kind: z.enum(REQUEST_KINDS),
  state: z.enum(REQUEST_STATES),
  number: z.string().nullable(),
  shown: z.string(),
  identifiedBy: z.string(),
  openedByName: z.string(),
  receivedAt: instant,
  dueAt: instant,
  isLate: z.boolean(),
  orderedAt: instant.nullable(),
  isWaiting: z.boolean(),
  removed: counts,
  answer: z.string().nullable(),
  doneAt: instant.nullable(),
  version: z.int(),
});

const ruleSchema = z.object({
  id: z.string(),
  clause: z.string(),
  standing: standingSchema,
  value: z.number(),
  unit: z.string(),
});

/** The requests of a call centre, and the rule of their deadline. */
export const personalRequestsSchema = z.object({ items: z.array(personalRequestSchema), rule: ruleSchema });

const holdingSchema = z.object({
  name: z.enum(PERSONAL_CLASSES),
  count: z.int(),
  oldest: instant.nullable(),
  newest: instant.nullable(),
  /** The local day on which the newest is deleted by its rule; null without a rule. */
  goesOn: z.iso.date().nullable(),
  rule: ruleSchema.nullable(),
  /** Whether a deletion request includes it. */
  isErased: z.boolean(),
});

/** The stored data of a number. */
export const holdingsSchema = z.object({ holdings: z.array(holdingSchema), isGoingOn: z.boolean() });

/** A deletion, over the version that was read. */
export const deletionSchema = z.object({ expectedVersion: z.int().min(1) });

/** An answer, over the version that was read. */
export const answerSchema = z.object({ expectedVersion: z.int().min(1), answer: z.string().trim().min(5).max(2000) });
