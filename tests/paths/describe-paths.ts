import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPathFixture, type PathFixture } from "./path-fixture.ts";
import { measurePath, offBudget, type PathMeasurement, pathTable, type TimedPath } from "./timed-path.ts";

const FILE = path.resolve(import.meta.dirname, "../../.cache/paths.json");
const PATH_MS_MAX = 180_000;

/** Defines a test for each path, on one start of the program; at the end prints one table of their figures, also as JSON in `.cache/paths.json`. */
export function describePaths(paths: readonly TimedPath[]): void {
  const measurements: PathMeasurement[] = [];
  let fixture: PathFixture;

  describe("timed paths of users", () => {
    beforeAll(async () => {
      fixture = await openPathFixture();
    });

    afterAll(async () => {
      await fixture?.close();
      const missing = paths.map(({ user }) => user).filter((user) => measurements.every((one) => one.user !== user));
      console.log([pathTable(measurements), ...missing.map((user) => `${user} | not measured`)].join("\n"));
      mkdirSync(path.dirname(FILE), { recursive: true });
      writeFileSync(FILE, JSON.stringify({ paths: measurements }, null, 2));
    });

    it.each(paths)(
      "lead $user $reaches",
      async (timed) => {
        const measured = await measurePath(fixture, timed);
        measurements.push(measured);
        expect(offBudget(measured)).toEqual([]);
      },
      PATH_MS_MAX,
    );
  });
}
