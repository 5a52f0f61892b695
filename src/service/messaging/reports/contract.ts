import { z } from "zod";
import { daysBetween } from "../../../regulation/index.ts";
import { REPORT_DAYS_MAX } from "./limits.shared.ts";

const count = z.number();
const rate = z.number().nullable();

const range = {
  from: z.iso.date({ abort: true }),
  /** The last day of it. */
  until: z.iso.date({ abort: true }),
};

const isRange = ({ from, until }: { readonly from: string; readonly until: string }): boolean => {
  return until >= from && daysBetween(from, until) < REPORT_DAYS_MAX;
};

/** Which days, and by what they are told apart. */
export const smsReportQuery = z
  .strictObject({ ...range, by: z.enum(["day", "carrier", "sender", "category"]).default("day") })
  .refine(isRange, { path: ["until"] });

/** Which days of all call centres. */
export const installationReportQuery = z
  .strictObject({ ...range, by: z.enum(["day", "carrier", "tenant", "category"]).default("tenant") })
  .refine(isRange, { path: ["until"] });

/** Which days as a file. */
export const smsReportFileQuery = z
  .strictObject({ ...range, language: z.enum(["id", "en"]).optional() })
  .refine(isRange, { path: ["until"] });

const figures = {
  /** Messages and segments that were taken. */
  messages: count,
  segments: count,
  delivered: count,
  /** Ended in any other way; those that were taken back are not among them. */
  failed: count,
  cancelled: count,
  /** Of segments that ended and were not taken back; null where none did. */
  deliveryRate: rate,
  priceRupiah: count,
};

/** Figures of short messages that were taken in these days, by one of their names. */
export const smsReportSchema = z.object({
  rows: z.array(z.object({ key: z.string(), name: z.string(), ...figures, p50Ms: rate, p95Ms: rate })),
});

/** The same of all call centres, with what carriers ask. */
export const installationReportSchema = z.object({
  rows: z.array(z.object({ key: z.string(), name: z.string(), ...figures, costRupiah: count })),
});

/** The last hour by minutes, the oldest first. */
export const liveSchema = z.object({
  minutes: z.array(z.object({ at: z.iso.datetime(), accepted: count, delivered: count, failed: count })),
});

/** Which day (WIB). */
export const dayQuery = z.strictObject({ day: z.iso.date() });

/** What a carrier took on a day. The digest is of the file; it stays as it is once no part of the day is open. */
export const reconciliationSchema = z.object({
  parts: count,
  open: count,
  costRupiah: count,
  sha256: z.string(),
});

const found = <One extends z.ZodType>(one: One) => z.object({ count, first: z.array(one).readonly() });
const differing = <One extends z.ZodType>(one: One) => found(z.object({ id: z.string(), ours: one, theirs: one }));

/** How a carrier's file stands against what we have; of each difference the first two hundred. */
export const reconciledSchema = z.object({
  ours: count,
  theirs: count,
  same: count,
  doubled: found(z.string()),
  missingThere: found(z.string()),
  missingHere: found(z.string()),
  stateDiffers: differing(z.string()),
  priceDiffers: differing(count),
});
