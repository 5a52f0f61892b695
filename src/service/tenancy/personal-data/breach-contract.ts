import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";

const instant = z.iso.datetime({ offset: true });
/** Call centres told at once. */
const CENTRES_MAX = 100;

const line = z.string().trim().min(3).max(500);
const paragraph = z.string().trim().min(3).max(2000);
const long = z.string().trim().min(3).max(8000);

/** A failure as it is opened. */
export const newBreachSchema = z.object({
  title: z.string().trim().min(3).max(160),
  happenedAt: instant,
  knownAt: instant,
});

/** What was found so far (UU 27/2022 Art. 46: which data, when and how, and what is done about it). */
const findingsSchema = z.object({
  kind: z.literal("findings"),
  data: line,
  /** How many people; null while nobody knows. */
  people: z.int().min(0).max(100_000_000).nullable(),
  how: long,
  remedy: long,
  handler: line,
});

/** That the people or the authority were told: when, by which way, in which words. */
const noticeSchema = z.object({
  kind: z.literal("notice"),
  to: z.enum(["persons", "authority"]),
  way: line,
  toldAt: instant,
  text: long,
});

/** That it is over; `whyUntold` says why somebody was not told, where that is so. */
const closingSchema = z.object({
  kind: z.literal("closing"),
  note: line,
  whyUntold: z.string().trim().max(500),
});

/**
 * That call centres whose data is concerned were told, and what they were told; each has it in its own register from then on, where
 * the same entry names no call centre.
 */
const handoverSchema = z.object({
  kind: z.literal("handing"),
  text: paragraph,
  centres: z.array(z.object({ id: z.uuid(), name: z.string() })).max(CENTRES_MAX),
});

const ownEntrySchema = z.discriminatedUnion("kind", [findingsSchema, noticeSchema, closingSchema]);

/** One entry of a failure's history; only the installation's register hands anything to call centres. */
export const breachEntrySchema = z.discriminatedUnion("kind", [
  findingsSchema,
  noticeSchema,
  closingSchema,
  handoverSchema,
]);

/** An entry to be added, over the version that was read. */
export const newBreachEntrySchema = z.object({ expectedVersion: z.int().min(1), entry: ownEntrySchema });

/** Which call centres a failure of the installation's is handed to, in which words, over the version that was read. */
export const breachHandoverSchema = z.object({
  expectedVersion: z.int().min(1),
  text: paragraph,
  tenantIds: z.array(z.uuid()).min(1).max(CENTRES_MAX),
});

/** A failure as a list shows it. */
const breachSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  happenedAt: z.iso.datetime(),
  knownAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  toldPersonsAt: z.iso.datetime().nullable(),
  toldAuthorityAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  isLate: z.boolean(),
  /** True when the administrator of the installation told the call centre of it. */
  isHanded: z.boolean(),
  version: z.int(),
});

/** The failures of a register, and the rule that people are told by. */
export const breachesSchema = z.object({
  items: z.array(breachSchema),
  rule: z.object({ id: z.string(), clause: z.string(), standing: standingSchema, value: z.number() }),
});

/** A failure with all that was found and told. */
export const wholeBreachSchema = breachSchema.extend({
  entries: z.array(
    z.object({ number: z.int(), at: z.iso.datetime(), writtenByName: z.string(), entry: breachEntrySchema }),
  ),
});
