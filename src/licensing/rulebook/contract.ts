import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";

/** The response with every rule in force today, with its source, and the calendars. */
export const rulesSchema = z.object({
  asOf: z.iso.date(),
  version: z.string(),
  rules: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      value: z.unknown(),
      unit: z.string(),
      clause: z.string(),
      source: z.string(),
      sourceTitle: z.string().nullable(),
      standing: standingSchema,
      validFrom: z.iso.date(),
      validTo: z.iso.date().nullable(),
    }),
  ),
  calendars: z.array(
    z.object({
      year: z.number(),
      decree: z.string(),
      standing: standingSchema,
      holidays: z.array(z.object({ date: z.iso.date(), kind: z.enum(["national", "joint-leave"]), name: z.string() })),
    }),
  ),
});
