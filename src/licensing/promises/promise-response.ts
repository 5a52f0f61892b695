import { z } from "zod";
import type { PromiseReading } from "./promise-clock.ts";

/** The ministry's promise as both sides see it. */
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

/** Puts a reading on the wire. */
export function viewPromise(reading: PromiseReading): z.infer<typeof promiseSchema> {
  const { workingDays, usedDays, dueDate, provisional, state, holder, startedAt, restarts } = reading;
  const pausedSpans = reading.pausedSpans.map(({ fromDate, toDate, workingDays: days }) => ({
    fromDate,
    toDate,
    workingDays: days,
  }));
  return { workingDays, usedDays, dueDate, provisional, state, holder, startedAt, restarts, pausedSpans };
}
