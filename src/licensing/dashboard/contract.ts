/**
 * API schemas of the dashboard.
 *   GET  /api/dashboard?days&weeks             all figures: `dashboardQuery` -> `dashboardSchema`
 *   GET  /api/dashboard/export                 the same figures as a CSV file
 */
import { z } from "zod";
import { CASE_KINDS, PERIODS_DAYS } from "./figure-kinds.shared.ts";

/** The lists that figures link to, with the route of each. */
export const FIGURE_LISTS = {
  registrations: "/api/verifications?",
  applications: "/api/applications?scope=queue&",
  licences: "/api/licences?scope=queue&",
  tests: "/api/tests?scope=queue&",
  handovers: "/api/oss/handovers?",
  codes: "/api/inventory/codes?",
} as const;

/** One of `FIGURE_LISTS`. */
export type FigureList = keyof typeof FIGURE_LISTS;

/** One of `CASE_KINDS`. */
export type CaseKind = (typeof CASE_KINDS)[number];

/** The subjects with a processing time. */
export const PROMISED = ["registration", "numbering", "licence", "test-evaluation", "sklo"] as const;

/** One of `PROMISED`. */
export type Promised = (typeof PROMISED)[number];

/** The party that must act. */
const HOLDERS = ["ministry", "applicant", "oss"] as const;

/** Number of displayed calendar days: four weeks. */
export const CALENDAR_DAYS = 28;

/** Query of the dashboard. */
export const dashboardQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .refine((days) => PERIODS_DAYS.some((known) => known === days))
    .default(90),
});

const day = z.iso.date();
const instant = z.iso.datetime();

/** A number of rows, and the list with exactly these rows: its name and query. */
export const figureSchema = z.object({
  count: z.number(),
  list: z.enum(Object.keys(FIGURE_LISTS) as [FigureList, ...FigureList[]]),
  query: z.record(z.string(), z.string()),
});

/** A figure with the list behind it. */
export type DashboardFigure = z.infer<typeof figureSchema>;

const promisesSchema = z.object({ atRisk: figureSchema, late: figureSchema, kept: figureSchema, missed: figureSchema });

/** The content of the dashboard. */
export const dashboardSchema = z.object({
  /** Time of the count. */
  asOf: instant,
  /** Time of the last refresh of processing times; null before the first. */
  promisesAsOf: instant.nullable(),
  /** The days whose ended processing times are counted, both included. */
  period: z.object({ from: day, to: day, days: z.number() }),
  /** A case is at risk from this percentage of its processing time on. */
  riskPercent: z.number(),
  /** Cases by kind, stage and party that must act; `state` and `skloStage` are those of the kind. Empty stages are omitted. */
  stages: z.array(
    z.object({
      kind: z.enum(CASE_KINDS),
      state: z.string(),
      skloStage: z.string().nullable(),
      holder: z.enum(HOLDERS).nullable(),
      cases: figureSchema,
      /** The case that has been longest in the stage; null if no party must act. */
      oldest: z.object({ id: z.uuid(), number: z.string().nullable(), since: instant }).nullable(),
    }),
  ),
  promises: z.array(
    promisesSchema.extend({
      promised: z.enum(PROMISED),
      /** Working days used by processing times that ended in the period; null if none did. */
      usedMedian: z.number().nullable(),
      usedP90: z.number().nullable(),
      ended: z.number(),
    }),
  ),
  officers: z.array(
    promisesSchema.extend({
      promised: z.enum(PROMISED),
      /** Null for unassigned cases. */
      officer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    }),
  ),
  /** Working days of the coming weeks. */
  calendar: z.array(z.object({ date: day, teams: z.number(), tests: figureSchema, isFull: z.boolean() })),
  codes: z.array(
    z.object({
      pattern: z.string(),
      total: figureSchema,
      states: z.array(z.object({ state: z.string(), codes: figureSchema })),
    }),
  ),
});

/** The content of the dashboard. */
export type Dashboard = z.infer<typeof dashboardSchema>;
