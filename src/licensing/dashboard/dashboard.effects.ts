import { Temporal } from "temporal-polyfill";
import type { Database } from "../../platform/database/index.ts";
import { officeDate, readReminderRules } from "../../regulation/index.ts";
import { rulebookNow } from "../numbering/index.ts";
import type { PromiseFilter } from "../promises/index.ts";
import { CALENDAR_DAYS, type Dashboard, PROMISED, type Promised } from "./contract.ts";
import { countBy, type Found, namesOf, stagesOf, usedDays } from "./count-cases.store.ts";
import type { DashboardDependencies } from "./dashboard-dependencies.effects.ts";
import {
  assigneesIn,
  type Period,
  PROMISE_FIGURES,
  type PromiseCounts,
  type PromiseFigure,
  promiseFigures,
} from "./promise-figures.ts";
import { type CountedState, figure, inOrder, mergedStages, stateFigure, testStateFigure } from "./state-figures.ts";

/** Instant and period of a dashboard. */
interface DashboardContext {
  readonly db: Database;
  readonly nowMs: number;
  readonly today: string;
  readonly period: Period;
}

/** All figures of the dashboard. */
export async function readDashboard(
  dependencies: DashboardDependencies,
  { days, promisesReadMs }: { readonly days: number; readonly promisesReadMs: number | null },
): Promise<Dashboard> {
  const { db, clock } = dependencies.kit;
  const nowMs = clock.nowMs();
  const today = officeDate(nowMs);
  const from = Temporal.PlainDate.from(today)
    .subtract({ days: days - 1 })
    .toString();
  const asked = { db, nowMs, today, period: { from, to: today } };
  const [stages, promises, calendar, codes] = await Promise.all([
    readStages(dependencies, db),
    readPromises(dependencies, asked),
    readCalendar(dependencies, asked),
    readCodes(dependencies, db),
  ]);
  return {
    asOf: new Date(nowMs).toISOString(),
    promisesAsOf: promisesReadMs === null ? null : new Date(promisesReadMs).toISOString(),
    period: { ...asked.period, days },
    riskPercent: readReminderRules(rulebookNow(nowMs)).superiorFrom,
    stages: [...inOrder(stages)],
    calendar: [...calendar],
    codes: [...codes],
    ...promises,
  };
}

async function readStages(dependencies: DashboardDependencies, db: Database): Promise<Dashboard["stages"]> {
  const open = { ball: { kind: "open" } } as const;
  const [registrations, applications, licences, tests, handovers] = await Promise.all([
    stagesIn(db, { open: dependencies.registrations(db, {}), all: dependencies.registrations(db, {}) }),
    stagesIn(db, { open: dependencies.applications(db, open), all: dependencies.applications(db, {}) }),
    stagesIn(db, { open: dependencies.licences(db, open), all: dependencies.licences(db, {}) }),
    stagesIn(db, { open: dependencies.tests(db, open), all: dependencies.tests(db, {}) }),
    stagesIn(db, {
      open: dependencies.handovers(db, { state: "open" }),
      all: dependencies.handovers(db, { state: "all" }),
    }),
  ]);
  return [
    ...registrations.map((one) => stateFigure("registration", one)),
    ...applications.map((one) => stateFigure("numbering", one)),
    ...licences.map((one) => stateFigure("licence", one)),
    ...mergedStages(tests).map(testStateFigure),
    ...handovers.map((one) => stateFigure("handover", one)),
  ];
}

/** The stages of open cases with their oldest, then those of ended ones, grouped by state only. */
async function stagesIn(
  db: Database,
  found: { readonly open: Found; readonly all: Found },
): Promise<readonly CountedState[]> {
  const [open, all] = await Promise.all([stagesOf(db, found.open), countBy(db, found.all, ["state"])]);
  const stages = open.map(({ oldestId, oldestNumber, oldestSince, ...stage }) => ({
    ...stage,
    oldest: { id: oldestId, number: oldestNumber, since: new Date(oldestSince).toISOString() },
  }));
  const isOpen = new Set(open.map(({ state }) => state));
  const ended = all
    .filter(({ state }) => !isOpen.has(state))
    .map(({ state, count }) => ({ state, stage: null, ball: null, count, oldest: null }));
  return [...stages, ...ended];
}

async function readPromises(
  dependencies: DashboardDependencies,
  dashboardContext: DashboardContext,
): Promise<Pick<Dashboard, "promises" | "officers">> {
  const { db, period } = dashboardContext;
  const used = await usedDays(db, period);
  const counted = await Promise.all(
    PROMISED.map(async (promised) => ({
      promised,
      counts: await countPromises(dependencies, dashboardContext, promised),
    })),
  );
  const officers = counted.flatMap(({ promised, counts }) =>
    // Registrations have no assigned officer: verifiers share one queue.
    promised === "registration" ? [] : assigneesIn(counts).map((assignee) => ({ promised, counts, assignee })),
  );
  const names = await namesOf(db, [...new Set(officers.map(({ assignee }) => assignee).filter((id) => id !== null))]);
  return {
    promises: counted.map(({ promised, counts }) => {
      const days = used.find(({ subject }) => subject === promised);
      const { median = null, p90 = null, ended = 0 } = days ?? {};
      return { promised, ...promiseFigures(promised, counts, { period }), usedMedian: median, usedP90: p90, ended };
    }),
    officers: officers.map(({ promised, counts, assignee }) => ({
      promised,
      officer: assignee === null ? null : { id: assignee, name: names.get(assignee) ?? "–" },
      ...promiseFigures(promised, counts, { period, assignee }),
    })),
  };
}

async function countPromises(
  dependencies: DashboardDependencies,
  dashboardContext: DashboardContext,
  promised: Promised,
): Promise<PromiseCounts> {
  const { db, today, period } = dashboardContext;
  const count = async (name: PromiseFigure) => {
    const promise = { wish: PROMISE_FIGURES[name], today, endedFrom: period.from, endedTo: period.to };
    const rows = await countBy(db, foundFor(dependencies, db, { promised, promise }), ["assignee"]);
    return new Map(rows.map((row) => [row.assignee, row.count]));
  };
  const [atRisk, late, kept, missed] = await Promise.all([
    count("atRisk"),
    count("late"),
    count("kept"),
    count("missed"),
  ]);
  return { atRisk, late, kept, missed };
}

function foundFor(
  dependencies: DashboardDependencies,
  db: Database,
  { promised, promise }: { readonly promised: Promised; readonly promise: PromiseFilter },
): Found {
  switch (promised) {
    case "registration":
      return dependencies.registrations(db, { promise });
    case "numbering":
      return dependencies.applications(db, { promise });
    case "licence":
      return dependencies.licences(db, { promise });
    case "test-evaluation":
    case "sklo":
      return dependencies.tests(db, { promise: { ...promise, of: promised } });
  }
}

async function readCalendar(
  dependencies: DashboardDependencies,
  { db, nowMs, today }: DashboardContext,
): Promise<Dashboard["calendar"]> {
  const to = Temporal.PlainDate.from(today)
    .add({ days: CALENDAR_DAYS - 1 })
    .toString();
  const [days, booked] = await Promise.all([
    dependencies.testDays(db, { from: today, to, nowMs }),
    dependencies.bookedTests(db, { from: today, to }),
  ]);
  return days
    .filter(({ date, closed }) => (closed !== "weekend" && closed !== "holiday") || booked.has(date))
    .map(({ date, teams }) => {
      const tests = booked.get(date) ?? 0;
      return { date, teams, isFull: tests >= teams, tests: figure(tests, "tests", { bookedOn: date }) };
    });
}

async function readCodes(dependencies: DashboardDependencies, db: Database): Promise<Dashboard["codes"]> {
  const counts = await dependencies.countCodes(db);
  const patterns = [...new Set(counts.map(({ pattern }) => pattern))].toSorted();
  return patterns.map((pattern) => {
    const own = counts.filter((row) => row.pattern === pattern);
    return {
      pattern,
      total: figure(
        own.reduce((sum, row) => sum + row.count, 0),
        "codes",
        { pattern },
      ),
      states: own.map(({ state, count }) => ({ state, codes: figure(count, "codes", { pattern, state }) })),
    };
  });
}
