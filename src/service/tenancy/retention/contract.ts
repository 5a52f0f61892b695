import { z } from "zod";
import { standingSchema } from "../../../regulation/index.ts";
import { CHOOSABLE, HELD_CLASSES } from "./held-class.ts";

const days = z.number().int().min(1).max(3_650);

const rule = z.object({
  id: z.string(),
  clause: z.string(),
  standing: standingSchema,
  value: z.number(),
  unit: z.string(),
});

/** All data that the call centre stores, by class. */
export const retentionSchema = z.object({
  classes: z.array(
    z.object({
      name: z.enum(HELD_CLASSES),
      /** The number of rows, counted up to 10,001. */
      count: z.number(),
      oldest: z.iso.datetime().nullable(),
      /** The rule of its retention; null without one. */
      rule: rule.nullable(),
      /** The fixed number of days of a class without a rule; null with a rule, or without an end. */
      fixedDays: z.number().nullable(),
      /** The choice that applies to it, if its period can be chosen. */
      choice: z.enum(CHOOSABLE).nullable(),
    }),
  ),
  choices: z.array(
    z.object({
      name: z.enum(CHOOSABLE),
      /** The chosen days; null while the rule applies. */
      days: z.number().nullable(),
      usualDays: z.number(),
      least: rule,
      most: rule,
      version: z.number(),
      chosenByName: z.string().nullable(),
      chosenAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Whether a data subject's request is open: until it is answered, a shorter choice deletes nothing. */
  isAsked: z.boolean(),
});

/** Days for a class, over the version that was read (0 without a choice so far); null for those of the rule. */
export const retentionChoiceSchema = z.strictObject({
  name: z.enum(CHOOSABLE),
  days: days.nullable(),
  expectedVersion: z.number().int().min(0),
});

/** A query for the effect of other days. */
export const retentionEffectQuery = z.strictObject({
  name: z.enum(CHOOSABLE),
  days: z.coerce.number().pipe(days),
});

/** The number of rows that the next daily sweep would delete with these days, counted up to 10,001. */
export const retentionEffectSchema = z.object({
  removed: z.number(),
  /** The number of further rows that are deleted once no data subject's request is open. */
  waiting: z.number(),
  held: z.number(),
});
