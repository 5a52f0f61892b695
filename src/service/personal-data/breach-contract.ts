import { z } from "zod";

const instant = z.iso.datetime({ offset: true });
const line = z.string().trim().min(3).max(500);
const long = z.string().trim().min(3).max(8000);

/** A failure as it is opened. */
export const newBreachWire = z.object({
  title: z.string().trim().min(3).max(160),
  happenedAt: instant,
  knownAt: instant,
});

/** What was found so far (UU 27/2022 Art. 46: which data, when and how, and what is done about it). */
const findingsWire = z.object({
  kind: z.literal("findings"),
  data: line,
  /** How many people; null while nobody knows. */
  people: z.int().min(0).max(100_000_000).nullable(),
  how: long,
  remedy: long,
  handler: line,
});

/** That the people or the authority were told: when, by which way, in which words. */
const noticeWire = z.object({
  kind: z.literal("notice"),
  to: z.enum(["persons", "authority"]),
  way: line,
  toldAt: instant,
  text: long,
});

/** That it is over; `whyUntold` says why somebody was not told, where that is so. */
const closingWire = z.object({
  kind: z.literal("closing"),
  note: line,
  whyUntold: z.string().trim().max(500),
});

/** One entry of a failure's history. */
export const breachEntryWire = z.discriminatedUnion("kind", [findingsWire, noticeWire, closingWire]);

/** An entry to be added, over the version that was read. */
export const newBreachEntryWire = z.object({ expectedVersion: z.int().min(1), entry: breachEntryWire });

/** A failure as a list shows it. */
const breachWire = z.object({
  id: z.uuid(),
  title: z.string(),
  happenedAt: z.iso.datetime(),
  knownAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  toldPersonsAt: z.iso.datetime().nullable(),
  toldAuthorityAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  isLate: z.boolean(),
  version: z.int(),
});

/** The failures of a call centre, and the rule that people are told by. */
export const breachesWire = z.object({
  items: z.array(breachWire),
  rule: z.object({ id: z.string(), clause: z.string(), standing: z.enum(["confirmed", "assumed"]), value: z.number() }),
});

/** A failure with all that was found and told. */
export const wholeBreachWire = breachWire.extend({
  entries: z.array(
    z.object({ number: z.int(), at: z.iso.datetime(), writtenByName: z.string(), entry: breachEntryWire }),
  ),
});
