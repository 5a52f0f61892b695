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

/** Everything that the call centre holds, by class. */
export const retentionSchema = z.object({
  classes: z.array(
    z.object({
      name: z.enum(HELD_CLASSES),
      /** How many things there are, counted up to 10,001. */
      count: z.number(),
      oldest: z.iso.datetime().nullable(),
      /** The rule by which it goes; null where none says so. */
      rule: rule.nullable(),
      /** Days for which the program keeps what no rule names; null for what has a rule, or no end. */
      fixedDays: z.number().nullable(),
      /** Whose days hold for it, where those can be chosen. */
      choice: z.enum(CHOOSABLE).nullable(),
    }),
  ),
  choices: z.array(
    z.object({
      name: z.enum(CHOOSABLE),
      /** The days chosen; null while the rule holds. */
      days: z.number().nullable(),
      usualDays: z.number(),
      least: rule,
      most: rule,
      version: z.number(),
      chosenByName: z.string().nullable(),
      chosenAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Whether somebody waits for an answer about the data of his number: until then a shorter choice takes nothing away. */
  isAsked: z.boolean(),
});

/** Days for a class, over the version that was read (0 where nothing was chosen yet); null for those of the rule. */
export const retentionChoiceSchema = z.strictObject({
  name: z.enum(CHOOSABLE),
  days: days.nullable(),
  expectedVersion: z.number().int().min(0),
});

/** What other days would do. */
export const retentionEffectQuery = z.strictObject({
  name: z.enum(CHOOSABLE),
  days: z.coerce.number().pipe(days),
});

/** How many things the next daily sweep would take away with these days, counted up to 10,001. */
export const retentionEffectSchema = z.object({
  removed: z.number(),
  /** How many more go once nobody waits for an answer about the data of his number. */
  waiting: z.number(),
  held: z.number(),
});
