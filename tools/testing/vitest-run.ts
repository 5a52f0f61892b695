import { rmSync } from "node:fs";
import path from "node:path";
import { readReport, sumOf, type TestReport, type Totals, totalsOf } from "./report.ts";
import type { Project } from "./tiers.ts";

/** More failed files than this are not accidental: the run fails without a repetition. */
const REPEATED_FILES_MAX = 4;

/** One run of Vitest. */
export interface TestRun {
  readonly name: string;
  readonly projects: readonly Project["name"][];
  /** Files to run; all of the projects if empty. */
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /**
   * Files that may be repeated once, alone: only a file under which Node itself crashed (nodejs/node#56312), or in the long tier also
   * files whose tests failed. Both are printed and counted.
   */
  readonly mayRepeat: "crashes" | "failures";
}

/** Starts a Node program with arguments and additional environment; resolves to whether it succeeded. */
export type RunNode = (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<boolean>;

/** Runs Vitest in the checkout `root` and counts its results. */
export async function runVitest(root: string, run: TestRun, runNode: RunNode): Promise<Totals> {
  const first = await runOnce(root, run, runNode);
  const again = repeatable(first, run.mayRepeat);
  if (again.length === 0) return totalsOf(first);
  const files = again.map((file) => path.relative(root, file));
  for (const file of files) console.log(`Run once more: ${file}`);
  const second = await runOnce(root, { ...run, name: `${run.name}-again`, files }, runNode);
  const others = { ...first, files: first.files.filter(({ file }) => !again.includes(file)), crashes: [] };
  const reasonOf = (name: string) =>
    totalsOf({ ...first, files: first.files.filter(({ file }) => file === path.join(root, name)) }).failed[0] ?? "";
  return {
    ...sumOf([totalsOf(others), totalsOf(second)]),
    repeated: files.map((file) => `${file} (${reasonOf(file)})`),
  };
}

async function runOnce(root: string, { name, projects, files, env }: TestRun, runNode: RunNode): Promise<TestReport> {
  const file = path.join(root, `.cache/test-report-${name}.json`);
  rmSync(file, { force: true });
  const args = [
    path.join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    `--reporter=${path.join(root, "tools/testing/reporter.ts")}`,
    ...projects.flatMap((project) => ["--project", project]),
    ...files,
  ];
  await runNode(args, { ...env, SAMBUNG_TEST_REPORT: file });
  return readReport(file);
}

/** The files of a report that may be repeated: none after another kind of error, or after too many failures. */
function repeatable(report: TestReport, mayRepeat: TestRun["mayRepeat"]): readonly string[] {
  const crashed = report.crashes.map(({ file }) => file);
  const failed = report.files.filter(({ isGood }) => !isGood).map(({ file }) => file);
  const all = [...new Set([...crashed, ...failed])];
  const isAllowed = mayRepeat === "failures" || failed.every((file) => crashed.includes(file));
  return report.otherErrors.length > 0 || !isAllowed || all.length > REPEATED_FILES_MAX ? [] : all;
}
