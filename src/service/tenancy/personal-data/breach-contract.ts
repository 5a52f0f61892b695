import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";

const instant = z.iso.datetime({ offset: true });
/** The maximum of call centres in one forwarding. */
const CENTRES_MAX = 100;

const line = z.string().trim().min(3).max(500);
const paragraph = z.string().trim().min(3).max(2000);
const long = z.string().trim().min(3).max(8000);

/** A new personal-data breach. */
export const newBreachSchema = z.object({
  title: z.string().trim().min(3).max(160),
  happenedAt: instant,
  knownAt: instant,
});

/** Findings so far (UU 27/2022 Art. 46: the data, when and how, and the remedy). */
const findingsSchema = z.object({
  kind: z.literal("findings"),
  data: line,
  /** The number of data subjects; null while unknown. */
  people: z.int().min(0).max(100_000_000).nullable(),
  how: long,
  remedy: long,
  handler: line,
});

/** A notification of the data subjects or the authority: when, by which channel, with which text. */
const noticeSchema = z.object({
  kind: z.literal("notice"),
  to: z.enum(["persons", "authority"]),
  way: line,
  toldAt: instant,
  text: long,
});

/** The closing of a breach; `whyUntold` is the reason for a missing notification, if there is one. */
const closingSchema = z.object({
  kind: z.literal("closing"),
  note: line,
  whyUntold: z.string().trim().max(500),
});

/**
 * The forwarding of a breach to the affected call centres, with its text; each has it in its own register from then on, where the same entry names no
 * call centre.
 */
const handoverSchema = z.object({
  kind: z.literal("handing"),
  text: paragraph,
  centres: z.array(z.object({ id: z.uuid(), name: z.string() })).max(CENTRES_MAX),
});

const ownEntrySchema = z.discriminatedUnion("kind", [findingsSchema, noticeSchema, closingSchema]);

/** One entry in the history of a breach; only the installation's register can forward to call centres. */
export const breachEntrySchema = z.discriminatedUnion("kind", [
  findingsSchema,
  noticeSchema,
  closingSchema,
  handoverSchema,
]);

/** A new entry, over the version that was read. */
export const newBreachEntrySchema = z.object({ expectedVersion: z.int().min(1), entry: ownEntrySchema });

/** The call centres to which a breach of the installation is forwarded, with the text, over the version that was read. */
export const breachHandoverSchema = z.object({
  expectedVersion: z.int().min(1),
  text: paragraph,
  tenantIds: z.array(z.uuid()).min(1).max(CENTRES_MAX),
});

/** A breach in a list. */
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
  /** True when the administrator of the installation forwarded it to the call centre. */
  isHanded: z.boolean(),
  version: z.int(),
});

/** The breaches of a register, and the rule of the notification deadline. */
export const breachesSchema = z.object({
  items: z.array(breachSchema),
  rule: z.object({ id: z.string(), clause: z.string(), standing: standingSchema, value: z.number() }),
});

/** A breach with its entries. */
export const wholeBreachSchema = breachSchema.extend({
  entries: z.array(
    z.object({ number: z.int(), at: z.iso.datetime(), writtenByName: z.string(), entry: breachEntrySchema }),
  ),
});
