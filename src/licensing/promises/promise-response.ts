import { z } from "zod";
import type { PromiseReading } from "./promise-clock.ts";

/** The processing time as visible to both sides. */
export const promiseSchema = z.object({
  workingDays: z.number(),
  usedDays: z.number(),
  dueDate: z.iso.date(),
  provisional: z.boolean(),
  state: z.enum(["running", "paused", "stopped", "kept", "late"]),
  holder: z.enum(["ministry", "applicant"]),
  startedAt: z.iso.datetime(),
  restarts: z.number(),
  pausedSpans: z.array(z.object({ fromDate: z.iso.date(), toDate: z.iso.date().nullable(), workingDays: z.number() })),
});

/** A processing time in API format. */
export function viewPromise(reading: PromiseReading): z.infer<typeof promiseSchema> {
  const { workingDays, usedDays, dueDate, provisional, state, holder, startedAt, restarts } = reading;
  const pausedSpans = reading.pausedSpans.map(({ fromDate, toDate, workingDays: days }) => ({
    fromDate,
    toDate,
    workingDays: days,
  }));
  return { workingDays, usedDays, dueDate, provisional, state, holder, startedAt, restarts, pausedSpans };
}
