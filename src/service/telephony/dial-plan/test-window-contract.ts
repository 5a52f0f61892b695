import { z } from "zod";

/** A rehearsal to open: the numbers that may call, from when until when. */
export const rehearsalSchema = z.strictObject({
  lines: z.array(z.string().trim().min(1).max(40)).min(1).max(200),
  opensAt: z.iso.datetime({ offset: true }),
  closesAt: z.iso.datetime({ offset: true }),
});

/** The tests and rehearsals of a code, newest first, and the limits by the rules. */
export const testWindowsSchema = z.object({
  hoursMax: z.number(),
  linesMax: z.number(),
  daysAheadMax: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["test", "rehearsal"]),
      lines: z.array(z.string()),
      opensAt: z.iso.datetime(),
      closesAt: z.iso.datetime(),
      state: z.enum(["to-come", "open", "over", "ended"]),
    }),
  ),
});
