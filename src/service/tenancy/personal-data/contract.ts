import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";
import { PERSONAL_CLASSES } from "./personal-part.ts";
import { REQUEST_KINDS, REQUEST_STATES } from "./personal-request.ts";

const instant = z.iso.datetime();
const counts = z.partialRecord(z.enum(PERSONAL_CLASSES), z.int());

/** A request as it is opened. */
export const newPersonalRequestWire = z.object({
  kind: z.enum(REQUEST_KINDS),
  number: z.string().min(1).max(32),
  identifiedBy: z.string().trim().min(5).max(500),
});

/** A request as it is shown; `number` is null once it is answered, when `shown` is all that is left of it. */
export const personalRequestWire = z.object({
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

const ruleWire = z.object({
  id: z.string(),
  clause: z.string(),
  standing: standingSchema,
  value: z.number(),
  unit: z.string(),
});

/** The requests of a call centre, and the rule that their answers are due by. */
export const personalRequestsWire = z.object({ items: z.array(personalRequestWire), rule: ruleWire });

const holdingWire = z.object({
  name: z.enum(PERSONAL_CLASSES),
  count: z.int(),
  oldest: instant.nullable(),
  newest: instant.nullable(),
  /** The local day on which the newest goes by its rule; null where no rule says so. */
  goesOn: z.iso.date().nullable(),
  rule: ruleWire.nullable(),
  /** Whether a deletion takes it away. */
  isErased: z.boolean(),
});

/** What is held of a number. */
export const holdingsWire = z.object({ holdings: z.array(holdingWire), isGoingOn: z.boolean() });

/** A deletion, over the version that was read. */
export const deletionWire = z.object({ expectedVersion: z.int().min(1) });

/** An answer, over the version that was read. */
export const answerWire = z.object({ expectedVersion: z.int().min(1), answer: z.string().trim().min(5).max(2000) });
