import { countedPage, type Effort, openEffort } from "../../testkit/effort.ts";
import { isLongRun } from "../../testkit/run-seed.ts";
import { openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";
import type { PathFixture } from "./path-fixture.ts";

/** The effort and time allowed for a path. */
export interface PathBudget {
  readonly clicks: number;
  readonly keys: number;
  /** About three times the time measured on two idle cores. */
  readonly seconds: number;
}

/** The path of one kind of user through the screens. */
export interface TimedPath {
  readonly user: string;
  /** What the user achieves, as the name of the path's test. */
  readonly reaches: string;
  readonly budget: PathBudget;
  walk(walker: Walker): Promise<void>;
}

/** The operations of a path; work before `begin` is not measured. */
export interface Walker {
  readonly world: PathFixture;
  /** Counts actions outside the screens, such as in a terminal. */
  readonly effort: Effort;
  /** Opens the user's browser and starts the measurement. */
  begin(options?: VisitOptions): Promise<Visit>;
  /** Opens the browser of another user, who is measured too. */
  visit(options?: VisitOptions): Promise<Visit>;
  /** Waits for other people, who act outside the measured screens. */
  others<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  /** Registers a cleanup that runs after the path, also when it failed. */
  defer(end: () => Promise<void>): void;
}

/** The effort and time of a completed path. */
export interface PathMeasurement extends PathBudget {
  readonly user: string;
  readonly budget: PathBudget;
  /** The longest waits, in descending order. */
  readonly waits: readonly { readonly name: string; readonly seconds: number }[];
}

const WAITS_MAX = 3;

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** Runs a path once; throws when it does not complete, or when a screen on it has a fault. */
export async function measurePath(fixture: PathFixture, path: TimedPath): Promise<PathMeasurement> {
  const effort = openEffort();
  const visits: Visit[] = [];
  const ends: (() => Promise<void>)[] = [];
  let startedMs = performance.now();
  const visit = async (options: VisitOptions = {}): Promise<Visit> => {
    const opened = await openVisit(fixture.browser, fixture.url, options);
    visits.push(opened);
    const page = countedPage(opened.page, effort);
    // Journey tests check each page; here the check would count as the user's time.
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
  // The pages of a failed path stay open, so that its test can report their state.
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
 * Figures of a measurement that differ from their budget, such as "clicks: 31 of 30". Clicks and keys must match exactly, so that a saved step updates the
 * budget and a broken count fails. The seconds are checked only in the long tier: beside the other files of `npm test` they depend on the load, not on the
 * path.
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
