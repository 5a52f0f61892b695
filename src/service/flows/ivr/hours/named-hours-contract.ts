import { z } from "zod";
import { standingSchema } from "../../../../regulation/index.ts";
import { openingHoursSchema } from "../contract.ts";

const name = z.string().trim().min(1).max(80);
const opening = z.enum(["open", "closed", "dayOff"]);
const saved = { savedAt: z.iso.datetime(), savedBy: z.string() };

/** New named hours. */
export const namedHoursFormSchema = z.strictObject({ name, hours: openingHoursSchema });

/** Named hours that replace the version that was read. */
export const namedHoursSaveSchema = namedHoursFormSchema.extend({
  expectedVersion: z.number().int().min(1),
  /** The user confirms that callers hear the closed announcement from now on. */
  closesNow: z.boolean(),
});

/** The named hours of the caller's call centre, by name, with their present result. */
export const namedHoursListSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      version: z.number(),
      hours: openingHoursSchema,
      opening,
      /** The next change between open and closed; null where there is none for a year. */
      changesAt: z.iso.datetime().nullable(),
      flows: z.number(),
      ...saved,
    }),
  ),
});

/** Named hours with their uses, their versions and the known days off. */
export const namedHoursSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.number(),
  hours: openingHoursSchema,
  uses: z.array(z.object({ flowId: z.uuid(), flow: z.string(), isLive: z.boolean(), numbers: z.array(z.string()) })),
  versions: z.array(z.object({ number: z.number(), name: z.string(), hours: openingHoursSchema, ...saved })),
  daysOff: z.array(
    z.object({
      date: z.string(),
      kind: z.enum(["national", "joint-leave"]),
      name: z.string(),
      /** An assumed one has no decree yet. */
      standing: standingSchema,
    }),
  ),
});

/** The result of hours at a chosen moment. */
export const openingSchema = z.object({ opening, changesAt: z.iso.datetime().nullable() });
