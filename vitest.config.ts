import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";

/** Tests of files that touch the world need servers of their own and take turns. */
const touchingTheWorld = ["src/**/*.{store,routes,jobs,effects}.test.ts", "src/**/wire.test.ts"];
const setupFile = path.join(import.meta.dirname, "testkit/global-setup.ts");
const globalSetup = existsSync(setupFile) ? [setupFile] : [];

/** Two projects: `unit` is quick and runs beside itself; `system` starts servers and browsers, one file at a time. */
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
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/**/*.test.ts", ...touchingTheWorld],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup,
        },
      },
    ],
  },
});
