import { z } from "zod";
import { standingSchema } from "../../../../regulation/index.ts";
import { openingHoursSchema } from "../contract.ts";

const name = z.string().trim().min(1).max(80);
const opening = z.enum(["open", "closed", "dayOff"]);
const saved = { savedAt: z.iso.datetime(), savedBy: z.string() };

/** Opening hours that get a name. */
export const namedHoursFormSchema = z.strictObject({ name, hours: openingHoursSchema });

/** Named hours as they are saved over the version that was read. */
export const namedHoursSaveSchema = namedHoursFormSchema.extend({
  expectedVersion: z.number().int().min(1),
  /** Whoever saves knows that callers who are let in now will be told that it is closed. */
  closesNow: z.boolean(),
});

/** The named hours of the caller's call centre, by name, with what they say now. */
export const namedHoursListSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      version: z.number(),
      hours: openingHoursSchema,
      opening,
      /** When open becomes closed or the other way round; null where nothing changes for a year. */
      changesAt: z.iso.datetime().nullable(),
      flows: z.number(),
      ...saved,
    }),
  ),
});

/** Named hours with who uses them, their versions and the days off that are known. */
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
      /** An assumed one is not decreed yet. */
      standing: standingSchema,
    }),
  ),
});

/** What hours say at a chosen moment. */
export const openingSchema = z.object({ opening, changesAt: z.iso.datetime().nullable() });
