import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { SOCKET_TESTS } from "../../testkit/socket-tests.ts";
import { POSTGRES_17 } from "./programs.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Tests of files that use a database, HTTP, jobs or other effects: each needs the test server of the run. */
const SYSTEM_TESTS = ["src/**/*.{store,routes,jobs,effects}.test.ts", "src/**/wire.test.ts"] as const;

/** Tests of pure files. */
const UNIT_TESTS = [
  "src/**/*.test.ts",
  "simulators/**/*.test.ts",
  "testkit/**/*.test.ts",
  "tools/**/*.test.ts",
  "bench/**/*.test.ts",
  "web/src/**/*.test.{ts,tsx}",
] as const;

/** Files below `tests/` that are part of `npm test`: what must always hold, a journey per half (the second with a real call), two users' paths, a kill of each process. */
const MIDDLE_TESTS = [
  "tests/{access,checks,messages,packets,refusals,simulation}/**/*.test.ts",
  "tests/journeys/{first-hour,main-journey}.test.ts",
  "tests/paths/cheapest-paths.test.ts",
  "tests/chaos/{calls,short-messages}.test.ts",
] as const;

/** Tests of the checks, of the test run itself and of the comparison with other servers: each starts a tool like a developer. */
const TOOL_TESTS = ["tests/checks/{compare,launcher,planted-violations}.test.ts"] as const;

/** Tests that measure audio and calls by the clock: each file runs alone. */
const CLOCK_TESTS = [
  "tests/media/**/*.test.ts",
  "tests/interop/{browser-*,overload,probe,sipp}.test.ts",
  "tests/chaos/{call-tasks,storage-*}.test.ts",
] as const;

/** A Vitest project: `files` of it at once run in one process each, and keep the modules that they have imported. */
export interface Project {
  readonly name: "unit" | "system" | "journeys" | "paths" | "interop" | "chaos" | "media" | "tools";
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Test files at once. Browsers and phones wait much of their time, so more files than processors may run. */
  readonly atOnce: number;
  /** Whether each file gets a separate process. */
  readonly isolate: boolean;
}

/** The projects of Vitest in the order in which they run. */
export const PROJECTS: readonly Project[] = [
  { name: "unit", include: UNIT_TESTS, exclude: [...SYSTEM_TESTS, ...SOCKET_TESTS], atOnce: 2, isolate: false },
  {
    name: "system",
    include: [...SYSTEM_TESTS, ...SOCKET_TESTS, ...MIDDLE_TESTS],
    exclude: TOOL_TESTS,
    atOnce: 5,
    isolate: false,
  },
  { name: "journeys", include: ["tests/journeys/**/*.test.ts"], exclude: MIDDLE_TESTS, atOnce: 3, isolate: false },
  { name: "paths", include: ["tests/paths/**/*.test.ts"], exclude: MIDDLE_TESTS, atOnce: 1, isolate: false },
  {
    name: "interop",
    include: ["tests/interop/**/*.test.ts"],
    exclude: [...MIDDLE_TESTS, ...CLOCK_TESTS],
    atOnce: 3,
    isolate: false,
  },
  {
    name: "chaos",
    include: ["tests/chaos/**/*.test.ts"],
    exclude: [...MIDDLE_TESTS, ...CLOCK_TESTS],
    atOnce: 3,
    isolate: false,
  },
  { name: "media", include: CLOCK_TESTS, exclude: [], atOnce: 1, isolate: true },
  { name: "tools", include: TOOL_TESTS, exclude: [], atOnce: 2, isolate: false },
];

/** A part of the long tier. */
export interface Part {
  readonly name: string;
  readonly about: string;
  readonly projects: readonly Project["name"][];
  /** Which files of the projects: all, those whose generated cases depend on the tier, or those that match. */
  readonly files: "all" | "fuzz" | "histories" | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A Node program with its arguments that runs instead of Vitest and counts as one test. */
  readonly program?: readonly string[];
  /** Time limit of the part on two cores, in minutes. */
  readonly budgetMinutes: number;
}

/** The long tier in the order in which it runs. */
export const PARTS: readonly Part[] = [
  { name: "journeys", about: "browser journeys", projects: ["journeys"], files: "all", budgetMinutes: 12 },
  { name: "paths", about: "six users' paths, counted and timed", projects: ["paths"], files: "all", budgetMinutes: 1 },
  { name: "interop", about: "calls with other programs", projects: ["interop"], files: "all", budgetMinutes: 4 },
  { name: "chaos", about: "kills under load", projects: ["chaos"], files: "all", budgetMinutes: 5 },
  { name: "media", about: "audio judged by the clock", projects: ["media"], files: "all", budgetMinutes: 7 },
  {
    name: "fuzz",
    about: "faulty packets in full number",
    projects: ["unit", "system"],
    files: "fuzz",
    budgetMinutes: 2,
  },
  {
    name: "histories",
    about: "generated histories in full number",
    projects: ["unit", "system"],
    files: "histories",
    budgetMinutes: 2,
  },
  {
    name: "postgres",
    about: "stores on the oldest PostgreSQL that is supported",
    projects: ["system"],
    files: [
      "src/{platform,identity}/**/*.store.test.ts",
      "src/licensing/numbering/**/*.store.test.ts",
      "src/service/{acd/queues,messaging/sms,telephony/cdr}/**/*.store.test.ts",
    ],
    env: { SAMBUNG_TEST_POSTGRES: POSTGRES_17 },
    budgetMinutes: 2,
  },
  {
    name: "mutation",
    about: "mutants of pure decisions, with a score that may not fall",
    projects: [],
    files: "all",
    program: ["tools/mutation.ts"],
    budgetMinutes: 2,
  },
  {
    name: "regexes",
    about: "regular expressions take linear time",
    projects: [],
    files: "all",
    program: ["tools/regexes.ts"],
    budgetMinutes: 1,
  },
  {
    name: "tools",
    about: "proofs of the checks and of the test run",
    projects: ["tools"],
    files: "all",
    budgetMinutes: 1,
  },
  {
    name: "lint",
    about: "lint with types: promises, any, lengths",
    projects: [],
    files: "all",
    program: ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings", "--format=stylish"],
    budgetMinutes: 1,
  },
];

const TESTS_OF_FUZZ = /(?:^|\/)(?:fuzz|packets)\.test\.ts$/;

/** The files of a part, as paths from the root; an empty list means all of its projects. */
export function filesOfPart({ files }: Part): readonly string[] {
  if (files === "all") return [];
  if (typeof files !== "string") return globSync([...files], { cwd: ROOT }).toSorted();
  const dependOnTier = globSync(["src/**/*.test.ts", "tests/**/*.test.ts"], { cwd: ROOT }).filter((file) =>
    /\b(?:cases|sampled)\(|isLongRun/.test(readFileSync(path.join(ROOT, file), "utf8")),
  );
  return dependOnTier.filter((file) => TESTS_OF_FUZZ.test(file) === (files === "fuzz")).toSorted();
}
