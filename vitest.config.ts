import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

/** Tests of files that touch the world need servers of their own. */
const touchingTheWorld = ["src/**/*.{store,routes,jobs,effects}.test.ts", "src/**/wire.test.ts"];
/** Sound, calls and kills are judged by the clock, and kills load the disk: nothing else may run beside them. */
const judgedByTheClock = ["tests/{chaos,interop,media}/**/*.test.ts"];
const setupFile = path.join(import.meta.dirname, "testkit/global-setup.ts");
const globalSetup = existsSync(setupFile) ? [setupFile] : [];
/** A browser or a server waits much of its time, so two files at once use the processors that one leaves idle. */
const SYSTEMS_AT_ONCE = 2;

/** What is waited for may take its time on a machine that has much to do; only what never comes is a fault. */
const POLL_MS_MAX = 15_000;

const withServers = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  globalSetup,
  expect: { poll: { timeout: POLL_MS_MAX } },
};

/** Three projects, one after the other: `unit` beside itself, `system` two files at a time, `alone` one file at a time. */
export default defineConfig({
  test: {
    allowOnly: false,
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "simulators/**/*.test.ts",
            "testkit/**/*.test.ts",
            "tools/**/*.test.ts",
            "web/src/**/*.test.{ts,tsx}",
          ],
          exclude: touchingTheWorld,
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...withServers,
          name: "system",
          include: ["tests/**/*.test.ts", ...touchingTheWorld],
          exclude: judgedByTheClock,
          maxWorkers: SYSTEMS_AT_ONCE,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...withServers,
          name: "alone",
          include: judgedByTheClock,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
