// `npm test`: static checks, then the tests of the middle tier. `test.ts --only STEP` runs one step; `test.ts long [PART …]` runs the
// long tier, and `test.ts totals` prints the counts of both tiers.
import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { leftOutFiles } from "./testing/left-out.ts";
import { installTestPrograms } from "./testing/programs.ts";
import { runQuick } from "./testing/quick.ts";
import { closingLine, NOTHING, sumOf, type Totals } from "./testing/report.ts";
import { STATIC_STEPS } from "./testing/static-steps.ts";
import { ROOT, runCommand, runSteps } from "./testing/steps.ts";
import { filesOfPart, PARTS, type Part } from "./testing/tiers.ts";
import { runVitest, type TestRun } from "./testing/vitest-run.ts";

const MINUTE_MS = 60_000;
/** Generous on purpose: a shared machine is up to three times slower than the one that the budgets were measured on. */
const MIDDLE_MS_MAX = 30 * MINUTE_MS;
const LONG_MS_MAX = 68 * MINUTE_MS;
const PROGRAMS_MS_MAX = 10 * MINUTE_MS;
const SEED_MAX = 0x7f_ff_ff_ff;
const SEED_DIGITS = 7;

const isCi = process.env["CI"] === "true";

const totalsFile = (tier: string) => path.join(ROOT, `.cache/test-totals-${tier}.json`);

/** The seed of `npm test` is the commit, so that each commit tries other cases and a repeated run tries the same ones. */
function seedOfCommit(): number {
  try {
    const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
    return Number.parseInt(commit.slice(0, SEED_DIGITS), 16);
  } catch {
    return 1;
  }
}

/** Runs Vitest; in CI no test may be left out, elsewhere tests that cannot run on this machine are listed and counted as skipped. */
async function vitest(run: Omit<TestRun, "env">, env: Record<string, string>, endsAtMs: number): Promise<Totals> {
  const leftOut = isCi ? [] : leftOutFiles();
  const more = { ...env, SAMBUNG_TESTS_LEFT_OUT: leftOut.map(({ file }) => file).join(",") };
  const totals = await runVitest(ROOT, { ...run, env: more }, async (args, all) => {
    const limitMs = Math.max(1_000, endsAtMs - Date.now());
    return (await runCommand(args, { limitMs, capture: false, env: all })).passed;
  });
  return { ...totals, skipped: [...totals.skipped, ...leftOut.map(({ file, lacks }) => `${file} (needs ${lacks})`)] };
}

async function runMiddle(only: string | undefined): Promise<boolean> {
  const endsAtMs = Date.now() + MIDDLE_MS_MAX;
  const failed: string[] = [];
  if (only === undefined || only === "programs") {
    if (!installTestPrograms(PROGRAMS_MS_MAX) && isCi) failed.push("programs");
  }
  const steps = STATIC_STEPS.filter(({ name }) => only === undefined || only === name);
  const startedMs = performance.now();
  failed.push(...(await runSteps(only === undefined ? steps : steps.map((step) => ({ ...step, after: [] })))));
  if (only === undefined) console.log(`== static checks: ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
  if (failed.length > 0) console.log(`Failing steps: ${failed.join(", ")}`);
  if (only !== undefined && only !== "tests") return failed.length === 0;
  const seed = process.env["SAMBUNG_TEST_SEED"] ?? String(seedOfCommit());
  console.log(`== tests (SAMBUNG_TEST_SEED=${seed})`);
  const run = { name: "middle", projects: ["unit", "system"], files: [], mayRepeat: "crashes" } as const;
  const totals = await vitest(run, { SAMBUNG_TEST_SEED: seed }, endsAtMs);
  // A failed step counts, so that the closing line never reports success.
  conclude("middle", { ...totals, failed: [...totals.failed, ...failed.map((step) => `step ${step}`)] });
  return failed.length === 0 && totals.failed.length === 0 && totals.passed > 0;
}

async function runLong(names: readonly string[]): Promise<boolean> {
  const parts = names.length === 0 ? PARTS : PARTS.filter(({ name }) => names.includes(name));
  const endsAtMs = Date.now() + LONG_MS_MAX;
  const seed = process.env["SAMBUNG_TEST_SEED"] ?? String(randomInt(SEED_MAX));
  console.log(`== long tier (SAMBUNG_TEST_SEED=${seed}): ${parts.map(({ name }) => name).join(", ")}`);
  const all: Totals[] = [];
  const lines: string[] = [];
  for (const part of parts) {
    const { line, totals } = await runPart(part, seed, endsAtMs);
    console.log(line);
    lines.push(line);
    all.push(totals);
  }
  console.log(lines.join("\n"));
  const totals = sumOf(all);
  conclude("long", totals);
  return totals.failed.length === 0 && all.every(({ passed }) => passed > 0);
}

async function runPart(part: Part, seed: string, endsAtMs: number): Promise<{ line: string; totals: Totals }> {
  const { name, about, projects, budgetMinutes, program, env } = part;
  const startedMs = performance.now();
  const run = { name: `long-${name}`, projects, files: filesOfPart(part), mayRepeat: "failures" } as const;
  const totals =
    program === undefined
      ? await vitest(run, { ...env, SAMBUNG_TEST_SEED: seed, SAMBUNG_TEST_TIER: "long" }, endsAtMs)
      : await runProgram(program, endsAtMs);
  const minutes = ((performance.now() - startedMs) / MINUTE_MS).toFixed(1);
  const line = `== ${name}: ${about}: ${closingLine(totals)} (${minutes} of ${budgetMinutes} min)`;
  return { line, totals };
}

async function runProgram([file = "", ...args]: readonly string[], endsAtMs: number): Promise<Totals> {
  const limitMs = Math.max(1_000, endsAtMs - Date.now());
  const { passed } = await runCommand([path.join(ROOT, file), ...args], { limitMs, capture: false });
  return { ...NOTHING, passed: passed ? 1 : 0, failed: passed ? [] : [file] };
}

/** Stores the counts of a tier for `totals`, and prints them with the closing line last. */
function conclude(tier: string, totals: Totals): void {
  mkdirSync(path.dirname(totalsFile(tier)), { recursive: true });
  writeFileSync(totalsFile(tier), JSON.stringify(totals));
  for (const name of totals.skipped) console.log(`Skipped: ${name}`);
  for (const file of totals.repeated) console.log(`Run twice: ${file}`);
  printFailures(totals);
}

/** Prints the failures directly before the closing line, so that they are visible at the end of a long log. */
function printFailures(totals: Totals): void {
  for (const what of totals.failed) console.log(`Failed: ${what}`);
  console.log(closingLine(totals));
}

function printTotals(): boolean {
  const totals = sumOf(["middle", "long"].map(readTotals));
  printFailures(totals);
  return totals.failed.length === 0 && totals.passed > 0;
}

function readTotals(tier: string): Totals {
  try {
    return JSON.parse(readFileSync(totalsFile(tier), "utf8")) as Totals;
  } catch {
    return NOTHING;
  }
}

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  console.error(`Unknown: ${unknown.join(", ")}. Known: ${known.join(", ")}.`);
  process.exit(2);
}

async function main([command, ...names]: readonly string[]): Promise<boolean> {
  if (command === "quick") return runQuick(names);
  if (command === "totals") return printTotals();
  if (command === "long") {
    refuseUnknown(
      names,
      PARTS.map(({ name }) => name),
    );
    return runLong(names);
  }
  if (command === undefined) for (const tier of ["middle", "long"]) rmSync(totalsFile(tier), { force: true });
  const only = command === "--only" ? names[0] : undefined;
  refuseUnknown(command === undefined ? [] : [only ?? command], [
    "programs",
    ...STATIC_STEPS.map(({ name }) => name),
    "tests",
  ]);
  return runMiddle(only);
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
