import { countedPage, type Effort, openEffort } from "../../testkit/effort.ts";
import { isLongRun } from "../../testkit/run-seed.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import type { PathFixture } from "./path-fixture.ts";

/** What a path may cost a person. */
export interface PathBudget {
  readonly clicks: number;
  readonly keys: number;
  /** About three times what was measured on two idle cores. */
  readonly seconds: number;
}

/** The way of one kind of user through the screens, from the outside. */
export interface TimedPath {
  readonly user: string;
  /** Says what the user comes to, as the name of its test. */
  readonly reaches: string;
  readonly budget: PathBudget;
  walk(walker: Walker): Promise<void>;
}

/** How a path is walked: what happens before `begin` is not measured. */
export interface Walker {
  readonly world: PathFixture;
  /** Counts what is done outside the screens, such as in a terminal. */
  readonly effort: Effort;
  /** Opens the browser of the user and starts the measurement. */
  begin(options?: VisitOptions): Promise<Visit>;
  /** Opens the browser of another person who is measured too. */
  visit(options?: VisitOptions): Promise<Visit>;
  /** Waits for other persons, who act outside the measured screens. */
  others<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  /** Ends something once the path has ended, also where it failed. */
  defer(end: () => Promise<void>): void;
}

/** The cost of a path that was walked to its end. */
export interface PathMeasurement extends PathBudget {
  readonly user: string;
  readonly budget: PathBudget;
  /** The longest waits, the longest first. */
  readonly waits: readonly { readonly name: string; readonly seconds: number }[];
}

const WAITS_MAX = 3;

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** Walks a path once; throws where it does not come to its end, or a screen on it has a fault. */
export async function measurePath(fixture: PathFixture, path: TimedPath): Promise<PathMeasurement> {
  const effort = openEffort();
  const visits: Visit[] = [];
  const ends: (() => Promise<void>)[] = [];
  let startedMs = performance.now();
  const visit = async (options: VisitOptions = {}): Promise<Visit> => {
    const opened = await openVisit(fixture.browser, fixture.url, options);
    visits.push(opened);
    const page = countedPage(opened.page, effort);
    // Tests of screens examine each page on the way; here that would count as time of the user.
    const look = async () => undefined;
    return { ...opened, page, open: async (address) => void (await page.goto(address)), look, lookAtLayout: look };
  };
  try {
    await path.walk({
      world: fixture,
      effort,
      visit,
      begin: async (options) => {
        startedMs = performance.now();
        return visit(options);
      },
      others: (name, work) => effort.waitFor(`others: ${name}`, work),
      defer: (end) => void ends.push(end),
    });
  } finally {
    await Promise.all(ends.map((end) => end()));
  }
  const spent = { clicks: effort.clicks, keys: effort.keys, seconds: seconds(performance.now() - startedMs) };
  // Pages of a path that fails stay open, so that its test can say where they stood.
  await Promise.all(visits.map((opened) => opened.close()));
  const faults = visits.flatMap((opened) => opened.faults);
  if (faults.length > 0) throw new Error(`Faults on the way:\n${faults.join("\n")}`);
  return { user: path.user, ...spent, budget: path.budget, waits: longestOf(effort) };
}

const longestOf = ({ waits }: Effort): PathMeasurement["waits"] =>
  waits
    .toSorted((left, right) => right.ms - left.ms)
    .slice(0, WAITS_MAX)
    .map(({ name, ms }) => ({ name, seconds: seconds(ms) }));

/**
 * Figures of a measurement that are off their budget, such as "clicks: 31 of 30". Clicks and keys are counted exactly, so that a
 * step fewer is written down and a count that does not work fails. The seconds are judged in the long tier alone: beside the
 * other files of `npm test` they say nothing of the path.
 */
export function offBudget(measured: PathMeasurement): readonly string[] {
  const counts = (["clicks", "keys"] as const).filter((figure) => measured[figure] !== measured.budget[figure]);
  const isSlow = isLongRun && measured.seconds > measured.budget.seconds;
  return [...counts, ...(isSlow ? (["seconds"] as const) : [])].map(
    (figure) => `${figure}: ${String(measured[figure])} of ${String(measured.budget[figure])}`,
  );
}

/** The table of all paths of a run; budgets in brackets. */
export function pathTable(measurements: readonly PathMeasurement[]): string {
  const cell = (measured: PathMeasurement, figure: keyof PathBudget) =>
    `${String(measured[figure])} (${String(measured.budget[figure])})`;
  const rows = measurements.map((measured) => [
    measured.user,
    cell(measured, "clicks"),
    cell(measured, "keys"),
    cell(measured, "seconds"),
    measured.waits.map(({ name, seconds: waited }) => `${name} ${String(waited)} s`).join("; "),
  ]);
  const head = ["path", "clicks (budget)", "keys (budget)", "seconds (budget)", "waited for"];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join(" | ")
        .trimEnd(),
    )
    .join("\n");
}
