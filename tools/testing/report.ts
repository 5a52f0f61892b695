import { existsSync, readFileSync } from "node:fs";

/** One test file in a report. */
export interface FileReport {
  readonly file: string;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** False when a test failed, or the file before its first test. */
  readonly isGood: boolean;
}

/** Result of one Vitest run. */
export interface TestReport {
  readonly files: readonly FileReport[];
  /** Files under which Node itself crashed. */
  readonly crashes: readonly { readonly signal: string; readonly file: string }[];
  /** Unhandled errors that are no crashes. */
  readonly otherErrors: number;
}

/** Counts of a tier over all its runs. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
  /** Tests that failed and passed in a repetition of their file, and files under which Node crashed. */
  readonly repeated: readonly string[];
}

/** The totals of a run without tests. */
export const NOTHING: Totals = { passed: 0, failed: 0, skipped: [], repeated: [] };

/** Counts one run; a file that fails before its first test or after its last is one failure, and so is an error outside every test. */
export function totalsOf({ files, crashes, otherErrors }: TestReport): Totals {
  const broken = files.filter(({ isGood, failed }) => !isGood && failed.length === 0);
  return {
    passed: files.reduce((sum, { passed }) => sum + passed, 0),
    failed: files.flatMap(({ failed }) => failed).length + broken.length + crashes.length + otherErrors,
    skipped: files.flatMap(({ skipped }) => skipped),
    repeated: [],
  };
}

/** The sum over several runs. */
export function sumOf(all: readonly Totals[]): Totals {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
    repeated: all.flatMap(({ repeated }) => repeated),
  };
}

/** The closing line of a run, as CI reads it. */
export const closingLine = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

/** The report of a run; an incomplete run counts as one failure. */
export function readReport(file: string): TestReport {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as TestReport;
  console.error("The test run did not end: it counts as one failure.");
  return { files: [], crashes: [], otherErrors: 1 };
}
