/**
 * The wire of the dashboard.
 *   GET  /api/dashboard?days&weeks             all figures: `dashboardQuery` -> `dashboardSchema`
 *   GET  /api/dashboard/export                 the same as a CSV file
 */
import { z } from "zod";
import { CASE_KINDS, PERIODS_DAYS } from "./figure-kinds.shared.ts";

/** The lists that figures lead to, and where each is read. */
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

/** What the ministry promises. */
export const PROMISED = ["registration", "numbering", "licence", "test-evaluation", "sklo"] as const;

/** One of `PROMISED`. */
export type Promised = (typeof PROMISED)[number];

/** Who must act next. */
const HOLDERS = ["ministry", "applicant", "oss"] as const;

/** Most days of the calendar that are shown: four weeks. */
export const CALENDAR_DAYS = 28;

/** What is asked of the dashboard. */
export const dashboardQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .refine((days) => PERIODS_DAYS.some((known) => known === days))
    .default(90),
});

const day = z.iso.date();
const instant = z.iso.datetime();

/** A number of rows, and the list that has exactly these rows: its name and what it is asked for. */
export const figureSchema = z.object({
  count: z.number(),
  list: z.enum(Object.keys(FIGURE_LISTS) as [FigureList, ...FigureList[]]),
  query: z.record(z.string(), z.string()),
});

/** A figure with the list behind it. */
export type DashboardFigure = z.infer<typeof figureSchema>;

const promisesSchema = z.object({ atRisk: figureSchema, late: figureSchema, kept: figureSchema, missed: figureSchema });

/** Everything the dashboard shows. */
export const dashboardSchema = z.object({
  /** When cases were counted. */
  asOf: instant,
  /** When promises were read last; null until they were for the first time. */
  promisesAsOf: instant.nullable(),
  /** The days whose ended promises are counted, both included. */
  period: z.object({ from: day, to: day, days: z.number() }),
  /** From this percent of the promised days on a case is at risk. */
  riskPercent: z.number(),
  /** Cases by kind, stage and who must act; `state` and `skloStage` are those of the kind. Stages without cases are left out. */
  stages: z.array(
    z.object({
      kind: z.enum(CASE_KINDS),
      state: z.string(),
      skloStage: z.string().nullable(),
      holder: z.enum(HOLDERS).nullable(),
      cases: figureSchema,
      /** The one that stands there longest; null where nobody must act. */
      oldest: z.object({ id: z.uuid(), number: z.string().nullable(), since: instant }).nullable(),
    }),
  ),
  promises: z.array(
    promisesSchema.extend({
      promised: z.enum(PROMISED),
      /** Working days used by promises that ended in the period; null where none did. */
      usedMedian: z.number().nullable(),
      usedP90: z.number().nullable(),
      ended: z.number(),
    }),
  ),
  officers: z.array(
    promisesSchema.extend({
      promised: z.enum(PROMISED),
      /** Null for cases that nobody has. */
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

/** Everything the dashboard shows. */
export type Dashboard = z.infer<typeof dashboardSchema>;
