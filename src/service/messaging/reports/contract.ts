import { z } from "zod";
import { daysBetween } from "../../../regulation/index.ts";
import { REPORT_DAYS_MAX } from "./limits.shared.ts";

const count = z.number();
const rate = z.number().nullable();

const range = {
  from: z.iso.date({ abort: true }),
  /** Last day, included. */
  until: z.iso.date({ abort: true }),
};

const isRange = ({ from, until }: { readonly from: string; readonly until: string }): boolean => {
  return until >= from && daysBetween(from, until) < REPORT_DAYS_MAX;
};

/** Period and grouping of a report. */
export const smsReportQuery = z
  .strictObject({ ...range, by: z.enum(["day", "carrier", "sender", "category"]).default("day") })
  .refine(isRange, { path: ["until"] });

/** Period of the report of all call centres. */
export const installationReportQuery = z
  .strictObject({ ...range, by: z.enum(["day", "carrier", "tenant", "category"]).default("tenant") })
  .refine(isRange, { path: ["until"] });

/** Period of the report as a file. */
export const smsReportFileQuery = z
  .strictObject({ ...range, language: z.enum(["id", "en"]).optional() })
  .refine(isRange, { path: ["until"] });

const figures = {
  /** Messages and segments that were accepted. */
  messages: count,
  segments: count,
  delivered: count,
  /** Ended in any other way; cancelled ones are not counted. */
  failed: count,
  cancelled: count,
  /** Share of segments that ended and were not cancelled; null without any. */
  deliveryRate: rate,
  priceRupiah: count,
};

/** Metrics of messages accepted in the period, by the chosen dimension. */
export const smsReportSchema = z.object({
  rows: z.array(z.object({ key: z.string(), name: z.string(), ...figures, p50Ms: rate, p95Ms: rate })),
});

/** The same for all call centres, with the carriers' cost. */
export const installationReportSchema = z.object({
  rows: z.array(z.object({ key: z.string(), name: z.string(), ...figures, costRupiah: count })),
});

/** The last hour by minutes, oldest first. */
export const liveSchema = z.object({
  minutes: z.array(z.object({ at: z.iso.datetime(), accepted: count, delivered: count, failed: count })),
});

/** The requested day (WIB, UTC+7). */
export const dayQuery = z.strictObject({ day: z.iso.date() });

/** Segments that a carrier accepted on a day. The digest is of the file, which no longer changes once every segment of the day is final. */
export const reconciliationSchema = z.object({
  parts: count,
  open: count,
  costRupiah: count,
  sha256: z.string(),
});

const found = <One extends z.ZodType>(one: One) => z.object({ count, first: z.array(one).readonly() });
const differing = <One extends z.ZodType>(one: One) => found(z.object({ id: z.string(), ours: one, theirs: one }));

/** The comparison of a carrier's file with our segments; the first two hundred of each kind of difference. */
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
