import { type Following, follow } from "../../../platform/database/index.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { sweepTests } from "./test-sweep.effects.ts";

/** Due dates change once a day; a sweep without due tests costs one index look-up. */
const SWEEP_MS = 15_000;

/** Sweeps due tests until closed; no state is held in memory between two sweeps. */
export function openTestSweeper(dependencies: TestDependencies): Following {
  return follow({
    look: async () => {
      while ((await sweepTests(dependencies)) > 0);
    },
    everyMs: SWEEP_MS,
    onFault: (error) => dependencies.kit.log.warn({ err: error }, "test.sweep-failed"),
  });
}
