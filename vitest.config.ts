import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./testkit/longest-first.ts";

/** Tests of files that touch the world need servers of their own. */
const touchingTheWorld = ["src/**/*.{store,routes,jobs,effects}.test.ts", "src/**/wire.test.ts"];
/** Sound and calls are judged by the clock: nothing else may run beside them. */
const judgedByTheClock = [
  "tests/media/**/*.test.ts",
  "tests/interop/{browser-*,overload,probe,sipp}.test.ts",
  "tests/chaos/{call-tasks,storage-*}.test.ts",
];
/** Telephones that talk with each other: most of it is waited, and what is heard bears two neighbours. */
const talks = ["tests/interop/**/*.test.ts"];
/** What is killed starts again and is counted in the end; most of that time is waited, so three files share it. */
const killedAndCounted = ["tests/chaos/**/*.test.ts"];
const setupFile = path.join(import.meta.dirname, "testkit/global-setup.ts");
const globalSetup = existsSync(setupFile) ? [setupFile] : [];
/** A browser or a server waits much of its time, so two files at once use the processors that one leaves idle. */
const SYSTEMS_AT_ONCE = 2;
const KILLS_AT_ONCE = 3;
const TALKS_AT_ONCE = 3;

/** What is waited for may take its time on a machine that has much to do; only what never comes is a fault. */
const POLL_MS_MAX = 15_000;

/** Long enough for a processor that is shared with others: only what never ends is a fault. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000 };

const withServers = {
  ...PATIENT,
  globalSetup,
  expect: { poll: { timeout: POLL_MS_MAX } },
};

/**
 * Five projects, one after the other: `unit` on every processor, `system` two files at a time, `kills` and `talks` three,
 * `alone` one file at a time.
 */
export default defineConfig({
  test: {
    allowOnly: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...PATIENT,
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "simulators/**/*.test.ts",
            "testkit/**/*.test.ts",
            "tools/**/*.test.ts",
            "web/src/**/*.test.{ts,tsx}",
          ],
          exclude: touchingTheWorld,
          // Otherwise one processor is left to whoever watches, and here that is nobody.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...withServers,
          name: "system",
          include: ["tests/**/*.test.ts", ...touchingTheWorld],
          exclude: [...judgedByTheClock, ...killedAndCounted, ...talks],
          maxWorkers: SYSTEMS_AT_ONCE,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...withServers,
          name: "kills",
          include: killedAndCounted,
          exclude: judgedByTheClock,
          maxWorkers: KILLS_AT_ONCE,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...withServers,
          name: "talks",
          include: talks,
          exclude: judgedByTheClock,
          maxWorkers: TALKS_AT_ONCE,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...withServers,
          name: "alone",
          include: judgedByTheClock,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
