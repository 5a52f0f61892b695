import type { PromiseFilterKind } from "../promises/index.ts";
import type { DashboardFigure, FigureList, Promised } from "./contract.ts";
import { figure } from "./state-figures.ts";

/** The counted figures of processing times, by their name in the API. */
export const PROMISE_FIGURES = {
  atRisk: "at-risk",
  late: "late",
  kept: "kept",
  missed: "missed",
} as const satisfies Record<string, PromiseFilterKind>;

/** One of the names of `PROMISE_FIGURES`. */
export type PromiseFigure = keyof typeof PROMISE_FIGURES;

const LIST_OF: Readonly<Record<Promised, FigureList>> = {
  registration: "registrations",
  numbering: "applications",
  licence: "licences",
  "test-evaluation": "tests",
  sklo: "tests",
};

/** Number of cases by officer for each figure of one kind of processing time; the key null is for unassigned cases. */
export type PromiseCounts = Readonly<Record<PromiseFigure, ReadonlyMap<string | null, number>>>;

/** The days whose ended processing times are counted. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The four figures of one kind of processing time: of all its cases, or of one officer's. */
export function promiseFigures(
  promised: Promised,
  counts: PromiseCounts,
  { period, assignee }: { readonly period: Period; readonly assignee?: string | null },
): Readonly<Record<PromiseFigure, DashboardFigure>> {
  const one = (name: PromiseFigure): DashboardFigure => {
    const wish = PROMISE_FIGURES[name];
    const ended = wish === "kept" || wish === "missed" ? { endedFrom: period.from, endedTo: period.to } : {};
    return figure(assignee === undefined ? sumOf(counts[name]) : (counts[name].get(assignee) ?? 0), LIST_OF[promised], {
      promise: wish,
      ...(LIST_OF[promised] === "tests" ? { promiseOf: promised } : {}),
      ...ended,
      ...(assignee === undefined ? {} : { assignee: assignee ?? "none" }),
    });
  };
  return { atRisk: one("atRisk"), late: one("late"), kept: one("kept"), missed: one("missed") };
}

/** All officers with a case in one of the figures; null for unassigned cases. */
export function assigneesIn(counts: PromiseCounts): readonly (string | null)[] {
  return [...new Set(Object.values(counts).flatMap((byAssignee) => [...byAssignee.keys()]))];
}

function sumOf(byAssignee: ReadonlyMap<string | null, number>): number {
  return [...byAssignee.values()].reduce((sum, count) => sum + count, 0);
}
