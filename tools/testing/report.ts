import { existsSync, readFileSync } from "node:fs";

/** One test file in a report. */
export interface FileReport {
  readonly file: string;
  readonly passed: number;
  /** Name of each failed test, with the first line of its error. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** First line of an error outside the tests. */
  readonly error?: string;
  /** False when a test failed, or the file before its first test. */
  readonly isGood: boolean;
}

/** Result of one Vitest run. */
export interface TestReport {
  readonly files: readonly FileReport[];
  /** Files under which Node itself crashed. */
  readonly crashes: readonly { readonly signal: string; readonly file: string }[];
  /** First lines of unhandled errors that are no crashes. */
  readonly otherErrors: readonly string[];
}

/** Counts of a tier over all its runs. */
export interface Totals {
  readonly passed: number;
  /** What failed, one line each; as many as are counted. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** Tests that failed and passed in a repetition of their file, and files under which Node crashed. */
  readonly repeated: readonly string[];
}

/** The totals of a run without tests. */
export const NOTHING: Totals = { passed: 0, failed: [], skipped: [], repeated: [] };

/** Counts one run; a file that fails before its first test or after its last is one failure, and so is an error outside every test. */
export function totalsOf({ files, crashes, otherErrors }: TestReport): Totals {
  const broken = files.filter(({ isGood, failed }) => !isGood && failed.length === 0);
  return {
    passed: files.reduce((sum, { passed }) => sum + passed, 0),
    failed: [
      ...files.flatMap(({ failed }) => failed),
      ...broken.map(({ file, error }) => `${file}: ${error ?? "an error outside its tests"}`),
      ...crashes.map(({ file, signal }) => `${file}: ended by ${signal}`),
      ...otherErrors,
    ],
    skipped: files.flatMap(({ skipped }) => skipped),
    repeated: [],
  };
}

/** The sum over several runs. */
export function sumOf(all: readonly Totals[]): Totals {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
    repeated: all.flatMap(({ repeated }) => repeated),
  };
}

/** The closing line of a run, as CI reads it. */
export const closingLine = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;

/** The report of a run; an incomplete run counts as one failure. */
export function readReport(file: string): TestReport {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as TestReport;
  const message = "The test run did not end: it counts as one failure.";
  console.error(message);
  return { files: [], crashes: [], otherErrors: [message] };
}
