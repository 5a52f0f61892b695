import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { DefaultReporter, type TestCase, type TestModule, type TestSpecification } from "vitest/node";
import { Durations } from "./durations.ts";
import type { FileReport, TestReport } from "./report.ts";

const PROGRESS_MS = 15_000;
const SLOWEST_SHOWN = 10;
const FAILURES_SHOWN = 5;
const FAILURE_LINES_SHOWN = 12;
const FAILURE_LINE_LENGTH_MAX = 300;

/** Signals of a crash of Node itself; a process killed from outside (SIGKILL) is no such crash. */
const CRASH = /exited unexpectedly with signal (SIGSEGV|SIGABRT|SIGBUS|SIGILL)\b[\s\S]* while running test file (\S+)/;

/**
 * Prints failed files at once, and every 15 s the number of completed files and the estimated remaining time. At the end it prints the
 * slowest files and the first failure of each failed file, and writes the report of the run to the file named by `SAMBUNG_TEST_REPORT`.
 */
export default class ProgressReporter extends DefaultReporter {
  readonly #startedMs = performance.now();
  readonly #unfinished = new Set<string>();
  readonly #tookMs: { readonly file: string; readonly ms: number }[] = [];
  #durations = new Durations("");
  #count = 0;
  #failed = 0;
  #estimatedDoneMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    super({ summary: false });
  }

  override onTestRunStart(specifications: readonly TestSpecification[]): void {
    super.onTestRunStart(specifications);
    this.#durations = new Durations(this.ctx.config.root);
    for (const { moduleId } of specifications) this.#unfinished.add(moduleId);
    this.#count = specifications.length;
    this.#timer = setInterval(() => this.#printProgress(), PROGRESS_MS);
    this.#timer.unref();
  }

  override onTestModuleEnd(module: TestModule): void {
    if (!module.ok()) {
      this.#failed += 1;
      super.onTestModuleEnd(module);
      this.#printRepeat(module);
    }
    const { duration, prepareDuration, collectDuration, setupDuration } = module.diagnostic();
    const ms = duration + prepareDuration + collectDuration + setupDuration;
    this.#unfinished.delete(module.moduleId);
    this.#estimatedDoneMs += this.#durations.estimateMs(module.moduleId);
    this.#durations.note(module.moduleId, ms);
    this.#tookMs.push({ file: module.moduleId, ms });
  }

  override onTestRunEnd(...args: Parameters<DefaultReporter["onTestRunEnd"]>): void {
    clearInterval(this.#timer);
    super.onTestRunEnd(...args);
    const [modules, errors] = args;
    writeReport(reportOf(modules, errors));
    this.#durations.save();
    const slowest = this.#tookMs.toSorted((left, right) => right.ms - left.ms).slice(0, SLOWEST_SHOWN);
    const lines = slowest.map(({ file, ms }) => `  ${(ms / 1_000).toFixed(1)} s ${this.relative(file)}`);
    if (lines.length > 1) this.log(["Slowest files:", ...lines].join("\n"));
    for (const module of modules.filter((one) => !one.ok()).slice(0, FAILURES_SHOWN)) this.#printFirstFailure(module);
  }

  #printProgress(): void {
    const passedMs = performance.now() - this.#startedMs;
    const done = this.#count - this.#unfinished.size;
    const leftMs = [...this.#unfinished].reduce((sum, file) => sum + this.#durations.estimateMs(file), 0);
    const left = done === 0 ? "" : `, about ${minutes((leftMs * passedMs) / Math.max(1, this.#estimatedDoneMs))} left`;
    const failed = this.#failed === 0 ? "" : `, ${this.#failed} failed`;
    this.log(`… ${done} of ${this.#count} files${failed}, ${minutes(passedMs)} gone${left}`);
  }

  /** Prints the first failure of a file at the end of the log: in a chain of tests the later ones follow from it. */
  #printFirstFailure(module: TestModule): void {
    const test = [...module.children.allTests("failed")][0];
    const error = test?.result().errors?.[0] ?? module.errors()[0];
    const lines = stripVTControlCharacters(error?.message ?? "")
      .split("\n")
      .slice(0, FAILURE_LINES_SHOWN);
    const name = test === undefined ? this.relative(module.moduleId) : nameOf(test);
    this.log([`First failure: ${name}`, ...lines.map((line) => `  ${line}`)].join("\n"));
  }

  /** Prints the command that repeats a failed file with the same cases. */
  #printRepeat({ moduleId, project }: TestModule): void {
    const names = ["SAMBUNG_TEST_SEED", "SAMBUNG_TEST_TIER"] as const;
    const env = names.flatMap((name) => (process.env[name] === undefined ? [] : [`${name}=${process.env[name]}`]));
    this.log(`Repeat: ${[...env, "npx vitest run", "--project", project.name, this.relative(moduleId)].join(" ")}`);
  }
}

function reportOf(
  modules: readonly TestModule[],
  errors: readonly { readonly message: string; cause?: unknown }[],
): TestReport {
  const messages = errors.map((error) => `${error.message} ${messageOf(error.cause)}`);
  const crashes = messages.flatMap((message) => {
    const [, signal, file] = CRASH.exec(message) ?? [];
    return signal === undefined || file === undefined ? [] : [{ signal, file }];
  });
  const others = messages.filter((message) => !CRASH.test(message));
  return { files: modules.map(fileReport), crashes, otherErrors: others.map(firstLine) };
}

function fileReport(module: TestModule): FileReport {
  const cases = [...module.children.allTests()];
  const inState = (...states: readonly string[]) => cases.filter((test) => states.includes(test.result().state));
  const [error] = module.errors();
  return {
    file: module.moduleId,
    passed: inState("passed").length,
    failed: inState("failed").map((test) => `${nameOf(test)}: ${firstLine(test.result().errors?.[0]?.message ?? "")}`),
    skipped: inState("skipped", "pending").map(nameOf),
    ...(error === undefined ? {} : { error: firstLine(error.message) }),
    isGood: module.ok(),
  };
}

const nameOf = (test: TestCase): string => `${test.fullName} (${test.module.relativeModuleId})`;

const firstLine = (message: string): string =>
  (stripVTControlCharacters(message).split("\n", 1)[0] ?? "").slice(0, FAILURE_LINE_LENGTH_MAX);

function writeReport(report: TestReport): void {
  const file = process.env["SAMBUNG_TEST_REPORT"];
  if (file === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(report));
}

const messageOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "message" in cause ? String(cause.message) : "";

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
